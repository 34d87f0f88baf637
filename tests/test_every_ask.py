"""Every ask type on every screen: kept, null, empty or not answered, plain, masked and hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import AskType, Definition
from jinlin.kernel.cases.masks import masked
from jinlin.kernel.cases.tests.town import CENTRE, CLERK, COUNTY, REPORT, ROADS, build_town, local, words
from jinlin.kernel.registry.actions import install_offices, install_people, issue_token
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.selectors import resident_of
from jinlin.lib import clock
from jinlin.project.testing import EXAMPLES

STAFF = {"lin": ("clerk", CENTRE), "wu": ("fixer", ROADS)}
KEPT: dict[str, Any] = {
    "text": "暗号", "long_text": "暗号\n第二行", "integer": 31415, "money": 31415, "date": "2018-03-09",
    "moment": "2018-03-09T10:00:00+08:00", "yes_no": True, "choice": "one", "code": "pothole",
    "area": COUNTY, "point": {"x": 120.25, "y": 40.375, "crs": "WGS-84"},
    "person": {"name": "暗号人", "phone": "13912345678", "id_no": None},
    "organisation": ROADS, "officer": "lin", "case": "T2018-0001", "file": "1", "span": "3 working days",
    "pass_phrase": "春江水暖鸭先知",
}  # fmt: skip
PLAIN = ("暗号", "31415", "314.15", "2018-03-09", "3月9日", "120.25")
MORE: dict[str, dict[str, Any]] = {
    "choice": {"options": [{"value": "one", "name": words("One")}]},
    "code": {"register": "kinds"},
}
TYPES = [one for one in get_args(AskType) if one != "rows"]
PRIVACY: dict[str, dict[str, Any]] = {
    "o": {},
    "p": {"privacy": "personal", "revealed_to": ["clerk"]},
    "u": {"privacy": "public"},
}


def ask(kind: str, **more: Any) -> dict[str, Any]:
    """An ask of a type."""
    return {"type": kind, "name": words(f"Ask {kind}"), **MORE.get(kind, {}), **more}


def asks() -> dict[str, Any]:
    """A field of every type and privacy, and rows with a column of every type."""
    columns = {kind: ask(kind) for kind in TYPES if kind != "person"}
    found = {f"{mark}_{kind}": ask(kind, **more) for mark, more in PRIVACY.items() for kind in TYPES}
    found |= {f"{mark}_rows": ask("rows", of=columns, **more) for mark, more in PRIVACY.items()}
    return {name: one for name, one in found.items() if name not in ("o_person", "u_person")}


ASKS = asks()
STEP = {"name": words("Again"), "from": "any", "by": "clerk", "asks": ASKS}
MADE = {**REPORT, "asks": {**REPORT["asks"], **ASKS}, "actions": {**REPORT["actions"], "again": STEP}}


def answer_to(name: str) -> st.SearchStrategy[Any]:
    """What somebody answers, or None for nothing in one of three ways."""
    kind = name.partition("_")[2]
    nothing = st.sampled_from([None, "", ...])
    if kind != "rows":
        return nothing | st.just(KEPT[kind])
    cell = {one: st.sampled_from([None, "", KEPT[one]]) for one in TYPES if one != "person"}
    return nothing | st.just([]) | st.lists(st.fixed_dictionaries({}, optional=cell), min_size=1, max_size=2)


ANSWERS = st.fixed_dictionaries({name: answer_to(name) for name in ASKS}).map(
    lambda given: {name: value for name, value in given.items() if value is not ...}
)


@pytest.fixture(scope="module")
def token(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The town with two officers; the token of one."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.travel(local("2018-03-05 09:00")):
        build_town()
        install_people([{"username": name, "name": name} for name in STAFF])
        install_offices(
            {"username": name, "role": role, "organisation": unit, "area": COUNTY,
             "valid_from": "2010-01-01"}
            for name, (role, unit) in STAFF.items()
        )  # fmt: skip
        install_definition(Definition.model_validate(MADE))
        yield issue_token("lin", "tests")
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=max(2, EXAMPLES // 10), phases=(Phase.explicit, Phase.generate))
@given(first=ANSWERS, then=ANSWERS)
def test_every_screen_shows_every_ask_type_however_it_was_answered(
    token: str, first: dict[str, Any], then: dict[str, Any]
) -> None:
    with transaction.atomic(), clock.travel(local("2018-03-05 09:00")):
        cache.clear()
        other = open_case("town/report", {"subject": "Another hole"}, ANYONE).case
        first, then = naming(other.number, first), naming(other.number, then)
        # A resident names no case but what they may see.
        opened = open_case("town/report", {"subject": "A hole", **first}, resident_of(other.id))
        number = opened.case.number
        take(number, "assign", {"kind": "pothole"}, CLERK)
        take(number, "again", then, CLERK)
        for page in _pages(number, opened.tracking_code, token):
            assert page.status_code == 200, page.getvalue().decode()[:2000]
        transaction.set_rollback(True)


def naming(number: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answers with a case that there is."""
    text = json.dumps(given, ensure_ascii=False).replace(KEPT["case"], number)
    return dict(json.loads(text))


def _pages(number: str, code: str, token: str) -> Iterator[Any]:
    client = Client(raise_request_exception=False)
    for who in STAFF:
        client.force_login(get_user_model().objects.get(username=who))
        for path in (f"cases/{number}", "export/search", "export/search?format=xlsx"):
            yield client.get(f"/desk/{path}")
    client.force_login(get_user_model().objects.get(username="lin"))
    yield client.get(f"/desk/cases/{number}/do/again")
    for path in ("", "/timeline", "/actions"):
        yield client.get(f"/api/v1/cases/{number}{path}", headers={"Authorization": f"Bearer {token}"})
        yield client.get(f"/api/v1/cases/{number}{path}", headers={"X-Tracking-Code": code})
    client.logout()
    client.post("/follow", {"code": code})
    yield client.get(f"/matters/{number}")


@pytest.mark.parametrize("name", sorted(name for name in ASKS if name[0] == "p"))
def test_a_mask_leaves_nothing_of_a_value_and_nothing_stays_nothing(name: str) -> None:
    made = Definition.model_validate(MADE).fields[name]
    kind = name.partition("_")[2]
    row = {one: KEPT[one] for one in TYPES if one != "person"}
    told = str(masked(made, [row, dict.fromkeys(row)] if kind == "rows" else KEPT[kind]))
    assert not [one for one in PLAIN if one in told]
    assert masked(made, None) is None
