"""Public cases: what anybody may see, and what nobody learns by asking cleverly."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import install_definition, open_case, reveal, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import (
    PublicFilters,
    public_case,
    public_cases,
    public_timelines,
    public_types,
)
from jinlin.kernel.cases.tests.plans import plan_of
from jinlin.kernel.cases.tests.town import CENTRE, CLERK, COUNTY, REPORT, RESIDENT, ROADS, words
from jinlin.kernel.registry.actions import install_register
from jinlin.lib import clock
from jinlin.lib.boxes import Box
from jinlin.lib.errors import NotFound

COLUMNS = ("code", "grade", "parent", "public", "name", "name_en")
KINDS = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("roads", "general", "", "yes", "道路", "Roads"),
        ("pothole", "general", "roads", "", "坑洞", "Pothole"),
        ("water", "general", "", "yes", "漏水", "Leak"),
        ("home", "general", "", "", "家事", "At home"),
        ("surface", "general", "roads", "no", "路面", "Surface"),
        ("beaten", "urgent", "home", "", "被打", "Beaten"),
    )
]
PLACE = {"x": 120.33456, "y": 40.32111, "crs": "WGS-84"}
REPORTER = {"name": "张三", "phone": "13912345678"}


def opened_up(public: dict[str, Any] | None = None, **privacy: str) -> None:
    """Install the town's report as a type that everybody may see, these fields with this privacy."""
    body = deepcopy(REPORT) | {"public": public or {}}
    for asks in (body["asks"], body["actions"]["assign"]["asks"]):
        for name in privacy.keys() & asks.keys():
            asks[name]["privacy"] = privacy[name]
    install_definition(Definition.model_validate(body))


@pytest.fixture
def openly(monday: clock.Journey) -> clock.Journey:
    """Reports are public by category, and so is their place, to about 100 metres."""
    install_register("town/kinds", COLUMNS[1:], KINDS, "city")
    opened_up({"place_decimals": 3}, kind="public", place="public")
    return monday


def report(kind: str | None = "pothole", **more: Any) -> str:
    answers = {"subject": "Wang hits his wife", "reporter": REPORTER, "place": PLACE, **more}
    return open_case("town/report", answers | ({"kind": kind} if kind else {}), RESIDENT).case.number


def found(**filters: Any) -> list[str]:
    return [one.number for one in public_cases(PublicFilters(**filters)).cases]


@pytest.mark.usefixtures("monday")
def test_no_case_is_public_unless_its_pack_says_so() -> None:
    number = report()
    assert public_types() == ()
    assert found() == []
    with pytest.raises(NotFound):
        public_case(number)


@pytest.mark.usefixtures("openly")
def test_what_people_wrote_is_not_public_where_the_pack_does_not_call_it_so() -> None:
    one = public_case(report())
    assert one.title == one.category_name
    assert (one.title.zh, one.title.en) == ("坑洞", "Pothole")
    shown = json.dumps(asdict(one) | {"title": str(one.title)}, default=str, ensure_ascii=False)
    assert all(secret not in shown for secret in ("Wang", "张三", "139", "enc:", "120.33456"))


@pytest.mark.usefixtures("openly")
def test_a_public_case_says_where_it_stands_in_plain_words() -> None:
    number = report()
    take(number, "assign", {"kind": "pothole"}, CLERK)
    one = public_case(number)
    assert (one.state, one.state_name.en, one.say.en) == ("with_unit", "with_unit", "It is with_unit")
    assert (one.holder, one.holder_name.en if one.holder_name else "") == (ROADS, ROADS)
    assert one.due_at == Case.objects.get(number=number).due_at
    assert (one.card, one.closed_at, one.is_final) == (0, None, False)


def test_a_public_case_tells_when_it_last_changed(openly: clock.Journey) -> None:
    number = report()
    openly.move(clock.now() + timedelta(minutes=20))
    take(number, "assign", {"kind": "pothole"}, CLERK)
    one = public_case(number)
    assert one.updated_at - one.opened_at == timedelta(minutes=20)


@pytest.mark.usefixtures("openly")
def test_a_title_that_the_pack_calls_public_is_shown_for_cases_opened_since() -> None:
    before = report()
    opened_up({"place_decimals": 3}, kind="public", subject="public")
    after = report()
    assert public_case(before).title.en == "Pothole"
    assert public_case(after).title.en == "Wang hits his wife"
    assert public_case(after).fields == {"subject": "Wang hits his wife", "kind": "pothole"}


@pytest.mark.usefixtures("openly")
def test_what_the_pack_keeps_back_later_is_kept_back_for_old_cases_too() -> None:
    number = report()
    opened_up(kind="public")
    assert (public_case(number).lon, public_case(number).lat) == (None, None)


@pytest.mark.usefixtures("openly")
@pytest.mark.parametrize("kind", ["home", "beaten", "surface", None])
def test_a_case_whose_category_is_not_called_public_or_that_has_none_is_not(kind: str | None) -> None:
    number = report(kind)
    assert found() == []
    assert found(numbers=(number,)) == []
    assert found(category="home") == []


@pytest.mark.usefixtures("openly")
def test_a_case_that_somebody_looks_at_first_is_public_from_then_on() -> None:
    opened_up({"hidden_in": ["received"]}, kind="public")
    number = report()
    assert found() == []
    take(number, "assign", {"kind": "pothole"}, CLERK)
    assert found() == [number]


@pytest.mark.usefixtures("openly")
def test_a_place_is_shown_and_found_as_the_pack_rounds_it_and_no_finer() -> None:
    number = report()
    one = public_case(number)
    assert (one.lon, one.lat) == (120.335, 40.321)
    assert found(box=Box(120.335, 40.321, 120.335, 40.321)) == [number]
    exact = Box(120.3345, 40.3210, 120.3346, 40.3212)
    assert found(box=exact) == []
    assert found(box=Box(120.336, 40.0, 121.0, 41.0)) == []


@pytest.mark.usefixtures("openly")
def test_no_box_finds_a_case_whose_place_was_told_in_confidence() -> None:
    opened_up({"place_decimals": 3}, kind="public")
    confided = report()
    opened_up({"place_decimals": 3}, kind="public", place="public")
    shown = report()
    assert found(box=Box(120, 40, 121, 41)) == [shown]
    assert set(found()) == {confided, shown}


def test_lists_are_narrowed_by_what_is_public(openly: clock.Journey) -> None:
    pothole, leak = report(), report("water")
    take(leak, "assign", {"kind": "water"}, CLERK)
    openly.move(clock.now() + timedelta(days=1))
    late = report()
    take(late, "merge", {"into": pothole}, CLERK)
    assert found(category="roads") == [late, pothole]
    assert found(is_open=False) == [late]
    assert found(is_open=True, numbers=(pothole, late)) == [pothole]
    assert found(opened_from=clock.now()) == [late]
    assert found(opened_to=clock.now()) == [leak, pothole]
    assert found(type="town/help") == []
    assert found(card=1) == []


@pytest.mark.usefixtures("openly")
def test_an_area_that_the_pack_does_not_ask_for_in_the_open_finds_nothing() -> None:
    body = deepcopy(REPORT) | {"public": {}}
    body["asks"]["area"] = {"type": "area", "name": words("Area")}
    for asks in (body["asks"], body["actions"]["assign"]["asks"]):
        asks["kind"]["privacy"] = "public"
    install_definition(Definition.model_validate(body))
    number = report(area=COUNTY)
    assert public_case(number).area is None
    assert found(area=COUNTY) == []


def test_pages_of_public_cases_follow_each_other_without_a_gap(openly: clock.Journey) -> None:
    made = []
    for _ in range(5):
        openly.move(clock.now() + timedelta(minutes=1))
        made.append(report())
    everything = made[::-1]
    first = public_cases(PublicFilters(), limit=2)
    second = public_cases(PublicFilters(), limit=2, after=first.next)
    third = public_cases(PublicFilters(), limit=2, skip=4)
    assert [one.number for page in (first, second, third) for one in page.cases] == everything
    assert third.next is None


def test_a_page_of_public_cases_costs_the_same_whatever_its_length(openly: clock.Journey) -> None:
    costs = []
    for more in (1, 6):
        for _ in range(more):
            report()
        public_cases(PublicFilters())
        with CaptureQueriesContext(connection) as queries:
            public_cases(PublicFilters())
        costs.append(len(queries))
    assert costs == [4, 4]


@pytest.mark.usefixtures("openly")
def test_public_cases_are_found_newest_first_by_an_index() -> None:
    report()
    with CaptureQueriesContext(connection) as queries:
        found()
    asked = next(one["sql"] for one in queries if "LIMIT" in one["sql"])
    assert "case_type" in plan_of(asked, "seqscan", "sort")


@pytest.mark.usefixtures("openly")
def test_everybody_reads_which_steps_were_taken_and_nothing_of_what_was_written() -> None:
    number, withheld = report(), report("home")
    take(number, "assign", {"kind": "pothole"}, CLERK)
    take(number, "note", {"remark": "He has been drinking"}, CLERK)
    reveal(number, "reporter", "call back", CLERK)
    entries = public_timelines([number, withheld, "T2018-9999"])
    assert [(one.kind, one.unit.en if one.unit else "") for one in entries[number]] == [
        ("opened", ""),
        ("act.assign", CENTRE),
    ]
    assert withheld not in entries
    assert "drinking" not in str(entries)


@pytest.mark.usefixtures("openly")
def test_the_steps_of_many_cases_cost_as_much_as_those_of_one() -> None:
    numbers = [report() for _ in range(6)]
    public_timelines(numbers)
    with CaptureQueriesContext(connection) as queries:
        public_timelines(numbers)
    assert len(queries) == 3
