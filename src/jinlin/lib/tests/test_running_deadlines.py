"""What is left, warnings before, extensions after, handling time, and the version a deadline keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput
from jinlin.lib.spans import Span, Unit
from jinlin.lib.tests.calendars import (
    CALENDAR,
    INSTANT,
    ends,
    local,
    moments,
    shown,
    spans,
    worked,
    working_days,
    working_spans,
)
from jinlin.lib.working_calendar import OfficeHours, WorkingCalendar, national_years

fractions = st.fractions(0, 1)


@given(moments, spans, fractions)
def test_a_pause_of_no_length_changes_nothing(start: datetime, span: Span, share: float) -> None:
    due = CALENDAR.add(start, span)
    now = start + (due - start - INSTANT) * float(share)
    assume(start <= now < due)
    left = CALENDAR.left(now, due, span.unit)
    assert CALENDAR.add(now, left) == due
    assert Span.parse(str(left)) == left


@given(moments, spans, st.timedeltas(timedelta(0), timedelta(days=500)))
def test_nothing_is_left_once_the_deadline_has_passed(start: datetime, span: Span, late: timedelta) -> None:
    due = CALENDAR.add(start, span)
    assert CALENDAR.left(due + late, due, span.unit).count == 0


def test_a_pause_over_the_weekend_costs_no_working_time() -> None:
    due = local("2018-03-09 17:00")
    left = CALENDAR.left(local("2018-03-09 16:20"), due, Unit.WORKING_HOURS)
    assert str(left) == "40 working minutes"
    assert shown(CALENDAR.add(local("2018-03-12 11:40"), left)) == "2018-03-12 13:50"


def test_a_pause_on_the_last_working_day_leaves_that_day_until_it_closes() -> None:
    left = CALENDAR.left(local("2018-03-09 09:00"), local("2018-03-09 17:30"), Unit.WORKING_DAYS)
    assert str(left) == "0 working days"
    assert shown(CALENDAR.add(local("2018-03-14 10:00"), left)) == "2018-03-14 17:30"


def test_what_is_left_of_months_is_told_in_days() -> None:
    due = CALENDAR.add(local("2018-03-05 09:00"), Span.parse("3 months"))
    assert str(CALENDAR.left(local("2018-06-01 09:00"), due, Unit.MONTHS)) == "4 days"


@pytest.mark.parametrize(
    ("due", "span", "warning"),
    [
        ("2018-03-12 17:30", "1 working day", "2018-03-09 17:30"),
        ("2018-02-22 17:30", "2 working days", "2018-02-13 17:30"),  # over the Spring Festival
        ("2018-02-12 17:30", "1 working day", "2018-02-11 17:30"),  # a make-up Sunday
        ("2018-03-10 10:00", "1 working day", "2018-03-09 10:00"),  # due on a Saturday
        ("2018-01-02 17:30", "1 working day", "2017-12-29 17:30"),  # over the year's end
        ("2018-03-12 09:00", "1 working hour", "2018-03-09 17:00"),
        ("2018-03-12 14:00", "1 working hour", "2018-03-12 11:30"),
        ("2018-03-12 14:30", "1 working hour", "2018-03-12 13:30"),  # after lunch rather than before
        ("2018-03-12 00:00", "1 working hour", "2018-03-09 16:30"),  # due at midnight of a Sunday
        ("2018-03-13 00:00", "1 day", "2018-03-12 00:00"),
        ("2018-03-31 00:00", "1 month", "2018-02-28 00:00"),
        ("2018-03-12 09:00", "24 hours", "2018-03-11 09:00"),
    ],
)
def test_a_warning_comes_so_long_before(due: str, span: str, warning: str) -> None:
    assert shown(CALENDAR.back(local(due), Span.parse(span))) == warning


@given(moments, working_spans)
def test_back_is_the_last_moment_from_which_the_span_is_still_worked(due: datetime, span: Span) -> None:
    begun, length = CALENDAR.back(due, span), timedelta(microseconds=span.microseconds)
    assert worked(begun, due) == length
    assert worked(begun + INSTANT, due) == length - INSTANT


@given(moments, working_days.filter(lambda span: span.count > 0))
def test_working_days_back_and_on_again_is_where_one_was(start: datetime, span: Span) -> None:
    due = CALENDAR.add(start, span)
    assert CALENDAR.add(CALENDAR.back(due, span), span) == due
    assert CALENDAR.back(due, Span(0, Unit.WORKING_DAYS)) == due


def test_an_extension_begins_where_the_limit_ended() -> None:
    due = CALENDAR.add(local("2018-03-05 09:00"), Span.parse("60 days"))  # 24:00 of Friday 4 May
    assert shown(due) == "2018-05-05 00:00"
    assert shown(CALENDAR.after(due, Span.parse("10 days"))) == ends("2018-03-05 09:00", "70 days")
    assert shown(CALENDAR.after(due, Span.parse("1 working day"))) == "2018-05-07 17:30"
    assert shown(CALENDAR.after(due, Span.parse("2 hours"))) == "2018-05-05 02:00"


@given(moments, working_days, st.integers(0, 100))
def test_an_extended_limit_is_one_longer_limit(start: datetime, span: Span, more: int) -> None:
    extended = CALENDAR.after(CALENDAR.add(start, span), Span(more, Unit.WORKING_DAYS))
    assume(span.count > 0)
    assert extended == CALENDAR.add(start, Span(span.count + more, Unit.WORKING_DAYS))


@pytest.mark.parametrize(
    ("begun", "ended", "days"),
    [
        ("2018-03-05 09:00", "2018-03-05 16:00", 0),
        ("2018-03-05 09:00", "2018-03-06 16:00", 1),
        ("2018-03-05 09:00", "2018-03-06 17:30", 2),  # business had stopped
        ("2018-03-09 09:00", "2018-03-10 10:00", 1),  # Friday to Saturday
        ("2018-03-10 09:00", "2018-03-11 10:00", 0),  # no working day between
        ("2018-03-10 09:00", "2018-03-12 10:00", 1),  # Monday is the first day that counts
        ("2018-03-05 09:00", "2018-03-05 18:00", 1),  # after business on the first day
        ("2018-02-14 09:00", "2018-02-22 10:00", 1),
    ],
)
def test_handling_time_counts_working_days(begun: str, ended: str, days: int) -> None:
    assert CALENDAR.handling_days(local(begun), local(ended)) == days


@given(moments, st.timedeltas(timedelta(0), timedelta(days=60)), st.integers(1, 60))
def test_handling_days_stay_within_a_limit_exactly_if_it_was_kept(
    begun: datetime, lasted: timedelta, limit: int
) -> None:
    ended = begun + lasted
    kept = ended < CALENDAR.add(begun, Span(limit, Unit.WORKING_DAYS))
    assert (CALENDAR.handling_days(begun, ended) <= limit) == kept


def test_what_ended_before_it_began_has_no_handling_time() -> None:
    with pytest.raises(BadInput, match="before the beginning"):
        CALENDAR.handling_days(local("2018-03-05 09:00"), local("2018-03-05 08:59"))


def test_the_version_changes_with_the_days_and_hours_a_deadline_lies_in_and_with_no_other() -> None:
    start, due = local("2007-03-05 09:00"), local("2007-12-31 17:30")
    version = CALENDAR.version(start, due)
    tables = dict(national_years())
    other_year = {**tables, 2010: tables[2010].model_copy(update={"days_on": frozenset()})}
    same_year = {**tables, 2007: tables[2007].model_copy(update={"days_on": frozenset()})}
    hours = OfficeHours(sessions=(OfficeHours().sessions[0],))
    assert WorkingCalendar(tables).version(start, due) == version
    assert WorkingCalendar(other_year).version(start, due) == version
    assert WorkingCalendar(same_year).version(start, due) != version
    assert WorkingCalendar(tables, hours).version(start, due) != version


def test_a_neighbouring_notice_that_names_days_of_the_year_changes_its_version() -> None:
    start, due = local("2006-03-05 09:00"), local("2006-12-29 17:30")
    tables = {year: table for year, table in national_years().items() if year != 2007}
    assert WorkingCalendar(tables).version(start, due) != CALENDAR.version(start, due)


@pytest.mark.parametrize("hours", [(), (("12:00", "08:30"),), (("08:30", "12:00"), ("11:00", "17:30"))])
def test_office_hours_out_of_order_are_refused(hours: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BadInput, match="in order"):
        OfficeHours.model_validate({"sessions": hours})
