"""Whoever reported what somebody else reported too is told on their own case how it goes on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.instruments.messages import selectors
from jinlin.instruments.messages.tests.talking_town import open_one
from jinlin.kernel.cases.actions import install_definition, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import contents_of, current_definition
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT

pytestmark = pytest.mark.usefixtures("monday")


def merged(into: Case, title: str = "Also a hole") -> Case:
    one = open_one(title)
    take(one.number, "merge", {"into": into.number}, CLERK)
    return one


def assign(case: Case) -> None:
    take(case.number, "assign", {"kind": "pothole"}, CLERK)


def told(case: Case) -> list[str]:
    return [one.text.en for one in selectors.for_case(contents_of(case))]


def queries_of(case: Case) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assign(case)
    return [query["sql"] for query in queries]


def test_each_of_three_reporters_is_told_under_their_own_number() -> None:
    case = open_one()
    others = [merged(case), merged(case)]
    assign(case)
    for one in [case, *others]:
        assert told(one)[-1] == f"{one.number} went to T-ROADS: with_unit"
        assert [message.n for message in selectors.for_case(contents_of(one))] == [1, 2]


def test_a_reporter_merged_by_way_of_another_is_told_too() -> None:
    case, between = open_one(), open_one()
    last = merged(between)
    take(between.number, "merge", {"into": case.number}, CLERK)
    assign(case)
    assert told(last)[-1] == f"{last.number} went to T-ROADS: with_unit"


def test_nobody_reads_another_reporters_title() -> None:
    install(send={"template": "received", "to": "opener"})
    case = open_one("Next to Mr Zhao's house")
    other = merged(case, "A hole")
    assign(case)
    assert told(other)[-1].startswith(f"{other.number} 'A hole'")


def test_where_the_text_would_not_be_true_for_them_they_hear_another() -> None:
    install(send={"template": "received", "to": "resident", "merged": "assigned"})
    case = open_one()
    other = merged(case)
    assign(case)
    assert told(case)[-1].startswith(f"{case.number} 'A hole'")
    assert told(other)[-1] == f"{other.number} went to T-ROADS: with_unit"


def test_what_is_said_to_the_unit_is_not_said_to_them() -> None:
    install(send={"template": "received", "to": "holder"})
    case = open_one()
    other = merged(case)
    assign(case)
    assert (len(told(case)), len(told(other))) == (2, 1)


def test_a_unit_that_is_not_there_yet_is_told_nothing() -> None:
    install(urge={"template": "received", "to": "holder"})
    case = open_one()
    take(case.number, "urge", {}, RESIDENT)
    assert len(told(case)) == 1
    assign(case)
    take(case.number, "urge", {}, RESIDENT)
    assert [one.to for one in selectors.for_case(contents_of(case))] == ["opener", "opener", "holder"]


def test_where_it_is_said_to_whose_turn_it_is_the_office_hears_it_and_then_the_unit() -> None:
    install(urge={"template": "received", "to": "turn"})
    case = open_one()
    take(case.number, "urge", {}, RESIDENT)
    assign(case)
    take(case.number, "urge", {}, RESIDENT)
    told = [one.to for one in selectors.for_case(contents_of(case))]
    assert told == ["opener", "clerk", "opener", "holder"]


def test_it_costs_one_query_however_many_were_merged_and_none_where_nobody_was() -> None:
    alone, joined = open_one(), open_one()
    for _ in range(3):
        merged(joined)
    queries_of(open_one())  # what a process reads once is read now
    asked = queries_of(joined)
    assert sum("merged_into = ANY" in one for one in asked) == 1
    assert len(queries_of(alone)) == len(asked) - 1


def test_messages_are_counted_on_each_case_by_itself() -> None:
    install(note={"template": "received", "to": "opener"})
    case = open_one()
    take(case.number, "note", {"remark": "x"}, CLERK)
    other = merged(case)
    assign(case)
    take(case.number, "note", {"remark": "y"}, CLERK)
    assert [one.n for one in selectors.for_case(contents_of(case))] == [1, 2, 3, 4]
    assert [one.n for one in selectors.for_case(contents_of(other))] == [1, 2, 3]


def install(**sends: dict[str, str]) -> None:
    """The talking town with other sends: `send` is that of `assign`, another name that of the action."""
    body = current_definition("town/report").model_dump(mode="json", by_alias=True)
    actions = body["actions"]
    for name, params in sends.items():
        action = actions["assign" if name == "send" else name]
        kept = [one for one in action["does"] if one["name"] != "send"]
        action["does"] = [*kept, {"name": "send", "params": params}]
    install_definition(Definition.model_validate(body))
