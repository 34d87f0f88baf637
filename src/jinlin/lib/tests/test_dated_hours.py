"""Office hours that change from a day on: each day counts with its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jinlin.lib.clock import LOCAL
from jinlin.lib.dated_hours import DatedHours
from jinlin.lib.errors import BadInput, Unready
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.spans import Span, Unit
from jinlin.lib.tests.calendars import CALENDAR, INSTANT, local, moments, shown, spans
from jinlin.lib.working_calendar import WorkingCalendar, national_years

SUMMER, WINTER = OfficeHours.read(["08:00-12:00", "15:00-18:00"]), OfficeHours.read(["09:00-12:00"])
SEASONS = DatedHours({date(2018, 6, 1): SUMMER, date(2018, 10, 8): OfficeHours(), date(2018, 12, 31): WINTER})
CITY = WorkingCalendar(national_years(), SEASONS)
EVERY_YEAR = DatedHours(
    {
        date(year, month, 1): hours
        for year in range(2002, 2027)
        for month, hours in ((6, SUMMER), (10, WINTER))
    }
)
CHANGING = WorkingCalendar(national_years(), EVERY_YEAR)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2018-05-31 16:30", "1 working hour", "2018-05-31 17:30"),  # Thursday, the last day of the old hours
        ("2018-05-31 17:00", "1 working hour", "2018-06-01 08:30"),  # half of it under the new ones
        ("2018-05-31 09:00", "1 working day", "2018-06-01 18:00"),
        ("2018-06-01 11:30", "1 working hour", "2018-06-01 15:30"),  # the longer lunch
        ("2018-06-01 17:45", "30 working minutes", "2018-06-04 08:15"),
        ("2018-09-29 17:30", "1 working hour", "2018-09-30 08:30"),  # a make-up Sunday, still summer
        ("2018-09-30 17:30", "1 working hour", "2018-10-08 09:00"),  # over the festival into other hours
        ("2018-09-30 09:00", "1 working day", "2018-10-08 17:30"),
        (
            "2018-12-29 17:00",
            "3 working hours",
            "2019-01-02 11:30",
        ),  # 29 a make-up Saturday, the 31st was off
        ("2018-05-30 08:30", "30 working hours", "2018-06-05 09:00"),  # two days of each kind, and an hour
    ],
)
def test_each_day_counts_with_the_hours_that_hold_on_it(start: str, span: str, end: str) -> None:
    assert shown(CITY.add(local(start), Span.parse(span))) == end


def test_a_warning_counts_back_through_the_hours_of_each_day() -> None:
    back = CITY.back(local("2018-06-01 09:00"), Span.parse("2 working hours"))
    assert shown(back) == "2018-05-31 16:30"


def test_what_is_left_is_counted_with_the_hours_of_each_day() -> None:
    left = CITY.left(local("2018-05-31 17:00"), local("2018-06-01 09:00"), Unit.WORKING_HOURS)
    assert str(left) == "90 working minutes"
    assert CITY.left(local("2018-06-01 09:00"), local("2018-05-31 17:00"), Unit.WORKING_HOURS).count == 0


@given(moments, spans, st.fractions(0, 1))
def test_a_pause_of_no_length_changes_nothing_whatever_hours_come_between(
    start: datetime, span: Span, share: float
) -> None:
    due = CHANGING.add(start, span)
    now = start + (due - start - INSTANT) * float(share)
    assume(start <= now < due)
    assert CHANGING.add(now, CHANGING.left(now, due, span.unit)) == due


@given(moments, st.integers(1, 3000).map(lambda n: Span(n * 7, Unit.WORKING_MINUTES)))
def test_working_minutes_are_those_that_a_slow_count_finds(start: datetime, span: Span) -> None:
    due = CHANGING.add(start, span)
    assert slowly(start, due) == timedelta(microseconds=span.microseconds)
    assert slowly(CHANGING.back(due, span), due) == timedelta(microseconds=span.microseconds)


def test_hours_that_never_change_count_as_they_always_did() -> None:
    same = WorkingCalendar(national_years(), DatedHours({date(2018, 6, 1): OfficeHours()}))
    start, span = local("2018-05-31 17:00"), Span.parse("40 working hours")
    assert same.add(start, span) == CALENDAR.add(start, span)


def test_other_hours_are_another_version_of_a_deadline_in_their_years_alone() -> None:
    start, due = local("2018-05-31 09:00"), local("2018-06-01 18:00")
    assert CITY.version(start, due) != CALENDAR.version(start, due)
    before = (local("2017-05-31 09:00"), local("2017-06-01 17:30"))
    assert CITY.version(*before) == CALENDAR.version(*before)


def test_no_year_is_asked_for_before_the_counting_comes_to_it() -> None:
    known = [table for table in national_years().values() if table.year <= 2018]
    calendar = WorkingCalendar(known, DatedHours({date(2019, 6, 1): SUMMER}))
    assert shown(calendar.add(local("2018-12-28 17:00"), Span.parse("1 working hour"))) == "2018-12-29 09:00"
    with pytest.raises(Unready, match="2019"):
        calendar.add(local("2018-12-29 17:00"), Span.parse("1 working hour"))


@pytest.mark.parametrize("text", ["", "8:30-12:00", "08:30", "25:00-26:00", "08:30-12:00 x", "０８:30-12:00"])
def test_what_are_no_office_hours_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match="08:30-12:00"):
        OfficeHours.read([text])


def test_office_hours_are_read_as_they_are_written() -> None:
    assert str(OfficeHours.read(["08:30–12:00", " 13:30 - 17:30 "])) == "08:30-12:00 13:30-17:30"


def slowly(start: datetime, end: datetime) -> timedelta:
    """Time worked, day by day and session by session."""
    total, day = timedelta(), start.astimezone(LOCAL).date()
    while day <= end.astimezone(LOCAL).date():
        for opens, closes in EVERY_YEAR.on(day).sessions if CHANGING.is_working_day(day) else ():
            first, last = (datetime.combine(day, at, LOCAL) for at in (opens, closes))
            total += max(min(last, end) - max(first, start), timedelta())
        day += timedelta(days=1)
    return total
