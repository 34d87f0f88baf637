"""A deadline in a year that has no holiday table yet: shown, not enforced, computed again with the table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, FIXER, RESIDENT, local
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actions import load_calendar_year
from jinlin.lib import clock

NEW_YEAR = [date(2090, 1, day) for day in (1, 2, 3)]  # Sunday to Tuesday


@pytest.fixture
def thursday(town: None) -> Iterator[clock.Journey]:
    """It is 2089-12-29, nine in the morning. The last table is that of 2089; 1 January 2090 is a Sunday."""
    with clock.travel(local("2089-12-29 09:00")) as travel:
        load_calendar_year(2089, [], [], "made up")
        ring()
        yield travel


def flood() -> Case:
    """A case with one working day to go; a second one after that brings a red card."""
    number = open_case("town/report", {"subject": "Water"}, RESIDENT).case.number
    return take(number, "assign", {"kind": "flood"}, CLERK).case


def pothole() -> Case:
    """A case with five working days to go."""
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    return take(number, "assign", {"kind": "pothole"}, CLERK).case


def again(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def told(case: Case, kind: str) -> list[dict[str, Any]]:
    return [json.loads(one.facts) for one in history(f"case/{case.id}") if one.kind == kind]


def table_comes() -> None:
    """The notice: the three days after New Year are off, and the Saturday before is worked."""
    load_calendar_year(2090, NEW_YEAR, [date(2090, 1, 7)], "国办发明电〔2089〕1号")
    ring()


def test_a_limit_that_runs_into_the_year_opens_the_case_and_says_that_it_is_provisional(
    thursday: clock.Journey,
) -> None:
    case = pothole()
    assert case.due_at == local("2090-01-06 17:30")  # the 2nd is off in lieu of the 1st, by statute
    assert told(case, "act.assign")[0]["provisional"] == 2090


def test_a_limit_that_ends_before_the_year_is_not_provisional_though_a_mark_after_it_is(
    thursday: clock.Journey,
) -> None:
    case = flood()
    assert case.due_at == local("2089-12-30 17:30")
    assert "provisional" not in told(case, "act.assign")[0]
    thursday.move(local("2090-01-05 09:00"))
    assert "2090" in next(iter(ring().troubles.values()))
    assert not told(case, "card.red")
    assert again(case).card == 1


def test_when_the_table_comes_every_waiting_deadline_is_computed_again_and_journaled(
    thursday: clock.Journey,
) -> None:
    case = pothole()
    table_comes()
    assert again(case).due_at == local("2090-01-07 17:30")
    [facts] = told(case, "recomputed")
    assert (facts["tables"], facts["was"][:10], facts["due"][:10]) == ([2090], "2090-01-06", "2090-01-07")
    assert "provisional" not in facts
    assert not Alarm.objects.filter(stream="calendar/2090").exists()


def test_a_deadline_is_computed_again_once_and_one_that_was_certain_never(thursday: clock.Journey) -> None:
    waiting = pothole()
    table_comes()
    certain = pothole()
    load_calendar_year(2090, [], [], "another notice")
    ring()
    assert len(told(waiting, "recomputed")) == 1
    assert not told(certain, "recomputed")
    assert again(certain).due_at == certain.due_at


def test_silence_brings_nothing_while_the_deadline_is_provisional_and_all_of_it_afterwards(
    thursday: clock.Journey,
) -> None:
    case = pothole()
    thursday.move(local("2090-01-20 09:00"))
    assert "2090" in next(iter(ring().troubles.values()))
    assert not told(case, "card.yellow")
    table_comes()
    thursday.move(local("2090-01-20 10:00"))
    ring()
    assert [one.at for one in history(f"case/{case.id}") if one.kind == "card.yellow"] == [
        local("2090-01-07 17:30")
    ]


def test_people_can_act_on_a_case_whose_provisional_deadline_has_come(thursday: clock.Journey) -> None:
    case = pothole()
    thursday.move(local("2090-01-20 09:00"))
    assert take(case.number, "resolve", {"answer": "Done"}, FIXER).case.state == "fixed"


def test_who_acts_before_the_worker_computes_it_again_acts_on_the_true_deadline(
    thursday: clock.Journey,
) -> None:
    case = pothole()
    load_calendar_year(2090, NEW_YEAR, [], "notice")
    assert take(case.number, "urge", {}, RESIDENT).case.due_at == local("2090-01-09 17:30")
    assert [one.kind for one in history(f"case/{case.id}")][-2:] == ["recomputed", "act.urge"]


def test_an_extension_of_a_provisional_deadline_counts_from_the_true_one(thursday: clock.Journey) -> None:
    case = pothole()
    extended = take(case.number, "extend", {"by": "2 working days"}, CLERK).case
    assert extended.due_at == local("2090-01-10 17:30")
    load_calendar_year(2090, NEW_YEAR, [], "notice")
    ring()
    assert again(case).due_at == local("2090-01-11 17:30")


def test_a_clock_that_stands_still_over_the_year_goes_on_with_the_days_that_were_truly_left(
    thursday: clock.Journey,
) -> None:
    case = pothole()
    thursday.move(local("2090-01-05 09:00"))
    take(case.number, "wait", {}, FIXER)  # of 30 December, 3, 4, 5 and 6 January one day is left
    table_comes()  # but the 3rd was off: two are
    thursday.move(local("2090-01-12 09:00"))
    assert take(case.number, "go_on", {}, FIXER).case.due_at == local("2090-01-16 17:30")
