"""What one change leaves in the tables, though all of it is written at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Card, Case
from jinlin.kernel.cases.tests.town import CLERK, HEAD, RESIDENT
from jinlin.lib import clock
from jinlin.lib.errors import BadInput


def overdue(monday: clock.Journey) -> str:
    """A case whose unit is late by a moment; nobody has rung its alarm yet."""
    number = open_case("town/report", {"subject": "Flood"}, RESIDENT).case.number
    take(number, "assign", {"kind": "flood"}, CLERK)
    due = Case.objects.get(number=number).due_at
    assert due is not None
    monday.move(due + timedelta(minutes=1))
    return number


def test_a_card_that_silence_brought_and_the_same_act_lifted_is_kept_as_lifted(monday: clock.Journey) -> None:
    number = overdue(monday)
    take(number, "lift", {}, HEAD)
    card = Card.objects.get()
    assert (card.colour, card.shown_at < clock.now(), card.removed_at) == (1, True, clock.now())


def test_a_card_that_stood_already_is_lifted_too(monday: clock.Journey) -> None:
    number = overdue(monday)
    take(number, "note", {"remark": "Late"}, CLERK)
    assert Card.objects.get().removed_at is None
    take(number, "lift", {}, HEAD)
    assert Card.objects.get().removed_at == clock.now()


@pytest.mark.usefixtures("monday")
def test_a_change_of_one_case_is_written_by_one_statement() -> None:
    answers = {"subject": "A hole", "reporter": {"name": "张三", "phone": "13912345678"}}
    number = open_case("town/report", answers, RESIDENT).case.number
    with CaptureQueriesContext(connection) as captured:
        take(number, "assign", {"kind": "pothole"}, CLERK)
    written = [one["sql"] for one in captured if "INSERT" in one["sql"] or "UPDATE case" in one["sql"]]
    assert len(written) == 1


@pytest.mark.usefixtures("monday")
def test_a_change_that_is_refused_leaves_nothing() -> None:
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    before = Case.objects.values().get(number=number)
    with pytest.raises(BadInput):
        take(number, "assign", {"kind": "no such kind"}, CLERK)
    assert Case.objects.values().get(number=number) == before
