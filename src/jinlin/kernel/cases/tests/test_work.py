"""The desk: what waits for whom, by what is due next."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import Filters, work_of
from jinlin.kernel.cases.tests.plans import plan_of
from jinlin.kernel.cases.tests.town import (
    CLERK,
    FIXER,
    HEAD,
    PLUMBER,
    REPORT,
    RESIDENT,
    ROADS,
    STRANGER,
    WATER,
)
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock

EVERYBODY = (CLERK, HEAD, FIXER, PLUMBER, RESIDENT, STRANGER)


@pytest.fixture
def asking(monday: clock.Journey) -> clock.Journey:
    """The town, where a request for more time stays with the unit until the clerk answers it."""
    more = {
        "ask_more": {**REPORT["actions"]["wait"], "to": None, "answered_by": ["extend", "no_more"]},
        "no_more": {**REPORT["actions"]["note"], "from": "with_unit", "asks": {}},
    }
    with_unit = {**REPORT["states"]["with_unit"], "waits_for": "fixer"}
    fixed = {**REPORT["states"]["fixed"], "desk": "call_backs"}
    states = {**REPORT["states"], "with_unit": with_unit, "fixed": fixed}
    body = {**REPORT, "states": states, "actions": {**REPORT["actions"], **more}}
    install_definition(Definition.model_validate(body))
    return monday


def desk(actor: Actor, turn: Any = "mine", **filters: Any) -> list[str]:
    return [one.title for one in work_of(actor, Filters(**filters), turn=turn).rows]


def report(title: str, kind: str = "pothole", *, assigned: bool = True) -> str:
    number = open_case("town/report", {"subject": title}, RESIDENT).case.number
    if assigned:
        take(number, "assign", {"kind": kind}, CLERK)
    return number


def test_a_case_is_on_the_desk_of_whoever_can_lead_it_on(asking: clock.Journey) -> None:
    report("new", assigned=False)
    report("road")
    report("water", "water")
    assert (desk(CLERK), desk(FIXER), desk(PLUMBER)) == (["new"], ["road"], ["water"])
    assert (desk(HEAD), desk(STRANGER)) == ([], [])


def test_what_waits_for_others_is_watched_by_those_who_hold_a_role_in_it(asking: clock.Journey) -> None:
    report("new", assigned=False)
    report("road")
    assert desk(CLERK, "others") == ["road"]
    assert set(desk(HEAD, "others")) == {"new", "road"}
    assert (desk(FIXER, "others"), desk(STRANGER, "others")) == ([], [])


def test_what_is_due_next_comes_first_and_what_has_no_limit_last(asking: clock.Journey) -> None:
    take(report("endless"), "resolve", {"answer": "done"}, FIXER)
    asking.move(clock.now().replace(minute=10))
    report("slow")
    report("fast", "flood")
    assert desk(HEAD, "any") == ["fast", "slow", "endless"]


@pytest.mark.parametrize("turn", ["mine", "others", "any"])
@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: str(actor.name))
def test_pages_follow_each_other_without_a_gap_or_a_repetition(
    asking: clock.Journey, actor: Actor, turn: Any
) -> None:
    for n in range(6):
        number = report(f"{n}", "flood" if n % 2 else "pothole", assigned=n < 5)
        if n in (1, 2):
            take(number, "resolve", {"answer": "done"}, FIXER)
    found, after = [], None
    while True:
        page = work_of(actor, turn=turn, after=after, limit=2)
        found += [one.title for one in page.rows]
        after = page.next
        if after is None:
            break
    assert found == desk(actor, turn)


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: str(actor.name))
def test_mine_and_others_are_together_all_and_never_both(asking: clock.Journey, actor: Actor) -> None:
    take(report("asked"), "ask_more", {}, FIXER)
    take(report("fixed"), "resolve", {"answer": "done"}, FIXER)
    report("new", assigned=False)
    mine, others = desk(actor), desk(actor, "others")
    assert sorted(mine + others) == sorted(desk(actor, "any"))


def test_a_request_lies_on_the_desk_of_whoever_answers_it_until_it_is_answered(
    asking: clock.Journey,
) -> None:
    number = report("road")
    assert desk(CLERK) == []
    take(number, "ask_more", {}, FIXER)
    assert desk(CLERK) == desk(CLERK, desk="requests") == ["road"]
    take(number, "no_more", {}, CLERK)
    assert desk(CLERK) == desk(CLERK, "any", desk="requests") == []


def test_a_request_that_nobody_can_answer_any_more_stands_no_longer(asking: clock.Journey) -> None:
    number = report("road")
    take(number, "ask_more", {}, FIXER)
    take(number, "resolve", {"answer": "done"}, FIXER)
    assert Case.objects.get(number=number).requests is None


def test_the_list_of_call_backs_is_what_a_pack_puts_there(asking: clock.Journey) -> None:
    take(report("done"), "resolve", {"answer": "done"}, FIXER)
    report("not done")
    assert desk(CLERK, "any", desk="call_backs") == ["done"]


def test_the_desk_is_narrowed_by_unit_and_card(asking: clock.Journey) -> None:
    report("road")
    report("water", "water")
    assert desk(HEAD, "any", holder=WATER) == ["water"]
    assert desk(HEAD, "any", holder=ROADS, carded=True) == []


def test_a_desk_says_how_many_wait_and_stops_counting_at_ninety_nine(asking: clock.Journey) -> None:
    for n in range(3):
        report(f"{n}")
    assert work_of(FIXER, limit=1).count == 3
    for n in range(99):
        report(f"more {n}")
    assert work_of(FIXER, limit=1).count == 100


def test_a_desk_costs_three_statements_and_no_look_at_all_cases(asking: clock.Journey) -> None:
    report("road")
    work_of(FIXER)  # reads the definitions once
    with CaptureQueriesContext(connection) as captured:
        assert len(work_of(FIXER).rows) == 1
    assert len(captured) == 4  # the registry's revision, those with a limit, those without one, the rows
    assert "Seq Scan" not in plan_of(captured[1]["sql"], "seqscan", "sort")


def test_a_pack_says_itself_whom_a_state_waits_for() -> None:
    body = {**REPORT, "states": {**REPORT["states"]}}
    open_to_all = Definition.model_validate(body)
    body["states"]["received"] = {**body["states"]["received"], "waits_for": ["head"]}
    said = Definition.model_validate(body)
    assert "received" in open_to_all.turns["clerk"].states
    assert ("received" in said.turns["clerk"].states, "received" in said.turns["head"].states) == (
        False,
        True,
    )
