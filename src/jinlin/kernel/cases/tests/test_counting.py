"""What a board counts: the open cases as they stand, and what came in and went out by day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import counts
from jinlin.kernel.cases.tests.town import CLERK, FIXER, HEAD, PLUMBER, RESIDENT, ROADS, WATER, local
from jinlin.kernel.registry.selectors import world
from jinlin.lib import clock

pytestmark = pytest.mark.django_db


def _reported(count: int = 1) -> list[str]:
    return [
        open_case("town/report", {"subject": f"Hole {n}", "kind": "pothole"}, RESIDENT).case.number
        for n in range(count)
    ]


def _given(number: str) -> None:
    take(number, "assign", {"kind": "pothole"}, CLERK)


def test_the_open_cases_of_a_unit_are_counted_once_and_add_up(town: None) -> None:
    with clock.travel(local("2018-03-06 09:00")):
        first, *_ = _reported(3)
        _given(first)
        found = counts(CLERK, world())
    assert found.all.open == 3
    assert {one.key: one.open for one in found.by_unit} == {ROADS: 1, "": 2}


def test_late_and_due_today_are_apart(town: None) -> None:
    with clock.travel(local("2018-03-06 09:00")) as journey:
        _reported()
        assert (counts(CLERK, world()).all.late, counts(CLERK, world()).all.due_today) == (0, 1)
        journey.move(local("2018-03-06 10:30"))
        assert (counts(CLERK, world()).all.late, counts(CLERK, world()).all.due_today) == (1, 0)


def test_a_card_is_counted_while_it_stands(town: None) -> None:
    with clock.travel(local("2018-03-06 09:00")) as journey:
        (number,) = _reported()
        _given(number)
        journey.move(local("2018-04-04 09:00"))
        while ring().count:
            pass
        standing = counts(HEAD, world()).all
    assert standing.yellow + standing.red == 1


def test_a_unit_counts_its_own_cases_alone(town: None) -> None:
    with clock.travel(local("2018-03-06 09:00")):
        _given(_reported()[0])
        assert counts(FIXER, world()).all.open == 1
        assert counts(PLUMBER, world()).all.open == 0
    assert WATER != ROADS


def test_days_are_local_days_and_end_today(town: None) -> None:
    with clock.travel(local("2018-03-05 23:30")) as journey:
        _reported(2)
        journey.move(local("2018-03-06 00:30"))
        _reported()
        days = counts(CLERK, world()).days
    assert [one.opened for one in days[-2:]] == [2, 1]
    assert len(days) == 30


def test_the_board_takes_four_queries_whatever_there_is(town: None, django_assert_num_queries: Any) -> None:
    with clock.travel(local("2018-03-06 09:00")):
        _reported(3)
        known = world()
        with django_assert_num_queries(4):
            counts(CLERK, known)


def test_all_that_is_counted_of_open_cases_stands_in_their_index(town: None) -> None:
    """So that none of them is read; which index a planner takes in a table of three rows says nothing."""
    with CaptureQueriesContext(connection) as captured:
        counts(CLERK, world())
    asked = next(one["sql"] for one in captured if "GROUPING SETS" in one["sql"])
    index = next(one for one in Case._meta.indexes if one.name == "case_open_due")
    assert index.condition == Q(closed_at=None)
    columns = set(re.findall(r'"case_case"\."(\w+)"', asked))
    assert {"holder", "card", "lon"} < columns
    assert columns <= {"closed_at", *index.fields, *index.include}
