"""When a span ends, at the boundaries: lunch, weekend, make-up Sunday, Spring Festival, month ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given

from jinlin.lib.clock import LOCAL
from jinlin.lib.errors import Unready
from jinlin.lib.spans import Span, Unit
from jinlin.lib.tests.calendars import (
    CALENDAR,
    INSTANT,
    calendar_spans,
    ends,
    exact_spans,
    local,
    moments,
    shown,
    worked,
    working_days,
    working_spans,
)
from jinlin.lib.working_calendar import OfficeHours, WorkingCalendar, national_years


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2018-03-09 17:00", "2 hours", "2018-03-09 19:00"),
        ("2018-03-09 17:00", "48 hours", "2018-03-11 17:00"),
        ("2018-12-31 23:50", "15 minutes", "2019-01-01 00:05"),
    ],
)
def test_hours_and_minutes_run_through_nights_and_weekends(start: str, span: str, end: str) -> None:
    assert ends(start, span) == end


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2018-03-05 09:00", "1 working hour", "2018-03-05 10:00"),
        ("2018-03-05 11:30", "1 working hour", "2018-03-05 14:00"),  # lunch
        ("2018-03-05 11:00", "1 working hour", "2018-03-05 12:00"),  # ends as lunch begins, not after it
        ("2018-03-05 12:30", "1 working hour", "2018-03-05 14:30"),  # begun at lunch
        ("2018-03-05 06:00", "1 working hour", "2018-03-05 09:30"),  # before opening
        ("2018-03-05 16:30", "1 working hour", "2018-03-05 17:30"),  # to the last minute
        ("2018-03-05 17:00", "1 working hour", "2018-03-06 09:00"),  # overnight
        ("2018-03-05 19:00", "1 working hour", "2018-03-06 09:30"),
        ("2018-03-09 17:00", "1 working hour", "2018-03-12 09:00"),  # the weekend
        ("2018-03-10 10:00", "1 working hour", "2018-03-12 09:30"),  # begun on Saturday
        ("2018-02-11 09:00", "1 working hour", "2018-02-11 10:00"),  # a make-up Sunday
        ("2018-02-14 17:00", "1 working hour", "2018-02-22 09:00"),  # Spring Festival
        ("2018-03-05 08:30", "7 working hours", "2018-03-05 17:00"),
        ("2018-03-05 08:30", "15 working hours", "2018-03-06 17:30"),  # two whole days
        ("2018-03-05 08:30", "16 working hours", "2018-03-07 09:30"),
        ("2018-03-05 11:30", "90 working minutes", "2018-03-05 14:30"),  # 1.5 工作时
    ],
)
def test_working_hours_run_in_office_hours_only(start: str, span: str, end: str) -> None:
    assert ends(start, span) == end


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2018-03-05 00:00", "1 working day", "2018-03-06 17:30"),  # the day of the start does not count
        ("2018-03-05 23:59", "1 working day", "2018-03-06 17:30"),
        ("2018-03-09 09:00", "1 working day", "2018-03-12 17:30"),  # the weekend
        ("2018-03-10 09:00", "1 working day", "2018-03-12 17:30"),
        ("2018-02-10 09:00", "1 working day", "2018-02-11 17:30"),  # a make-up Sunday
        ("2018-02-14 09:00", "1 working day", "2018-02-22 17:30"),  # Spring Festival
        ("2019-02-01 10:00", "3 working days", "2019-02-11 17:30"),  # two make-up days before it
        ("2026-02-13 10:00", "2 working days", "2026-02-24 17:30"),  # make-up Saturday, then the festival
        ("2006-12-29 10:00", "2 working days", "2006-12-31 17:30"),  # made worked by the notice for 2007
        ("2018-12-28 09:00", "2 working days", "2019-01-02 17:30"),  # over the year's end
    ],
)
def test_working_days_end_when_business_stops(start: str, span: str, end: str) -> None:
    assert ends(start, span) == end


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        (
            "2018-03-05 00:00",
            "1 day",
            "2018-03-07 00:00",
        ),  # art. 201: the 5th does not count
        ("2018-03-05 23:59", "1 day", "2018-03-07 00:00"),
        ("2018-03-05 09:00", "5 days", "2018-03-13 00:00"),  # art. 203: the 10th is a Saturday
        ("2018-02-06 09:00", "5 days", "2018-02-12 00:00"),  # the last day is a make-up Sunday
        ("2018-02-10 09:00", "5 days", "2018-02-23 00:00"),  # the last day is in the Spring Festival
        ("2018-01-31 09:00", "1 month", "2018-03-01 00:00"),  # art. 202: no 31 February
        ("2024-01-31 09:00", "1 month", "2024-03-01 00:00"),  # the last day is 29 February
        ("2018-02-28 09:00", "1 month", "2018-03-29 00:00"),  # the 28th, not the month's last
        ("2018-03-30 09:00", "1 month", "2018-05-03 00:00"),  # 30 April and 1 May were off
        ("2018-05-31 09:00", "18 months", "2019-12-03 00:00"),  # 30 November 2019 is a Saturday
        ("2020-02-29 09:00", "1 year", "2021-03-02 00:00"),  # 28 February 2021 is a Sunday
        ("2018-03-05 09:00", "3 years", "2021-03-06 00:00"),
    ],
)
def test_days_months_and_years_follow_the_civil_code(start: str, span: str, end: str) -> None:
    assert ends(start, span) == end


def test_a_city_keeps_its_own_office_hours() -> None:
    summer = OfficeHours(sessions=((time(8), time(12)), (time(15), time(18))))
    city = WorkingCalendar(national_years(), summer)
    assert shown(city.add(local("2018-07-02 11:30"), Span.parse("1 working hour"))) == "2018-07-02 15:30"
    assert shown(city.add(local("2018-07-02 11:30"), Span.parse("1 working day"))) == "2018-07-03 18:00"


@pytest.mark.parametrize("span", ["1 working hour", "1 working day", "30 days", "1 month", "1 year"])
def test_a_deadline_in_a_year_without_a_table_is_an_error_and_never_a_guess(span: str) -> None:
    calendar = WorkingCalendar([table for table in national_years().values() if table.year <= 2018])
    with pytest.raises(Unready, match="2019"):
        calendar.add(local("2018-12-31 12:00"), Span.parse(span))


def test_hours_need_no_table_nor_does_the_version_of_their_deadline() -> None:
    calendar = WorkingCalendar(())
    start = local("2018-12-31 23:00")
    due = calendar.add(start, Span.parse("2 hours"))
    assert shown(due) == "2019-01-01 01:00"
    assert calendar.version(start, due)


def test_days_far_out_of_all_years_are_an_error_with_a_sentence() -> None:
    with pytest.raises(Unready, match="9990"):
        CALENDAR.add(local("9990-01-01 09:00"), Span.parse("200 years"))


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.add(datetime(2018, 3, 5), Span.parse("1 hour"))  # noqa: DTZ001 -- that is the mistake


@given(moments, exact_spans)
def test_exact_spans_last_exactly_as_long(start: datetime, span: Span) -> None:
    due = CALENDAR.add(start, span)
    assert due - start == timedelta(microseconds=span.microseconds)
    assert CALENDAR.back(due, span) == start


@given(moments, working_spans)
def test_a_working_span_ends_at_the_first_moment_at_which_it_has_been_worked(
    start: datetime, span: Span
) -> None:
    due, length = CALENDAR.add(start, span), timedelta(microseconds=span.microseconds)
    assert worked(start, due) == length
    assert worked(start, due - INSTANT) == length - INSTANT


@given(moments, working_days.filter(lambda span: span.count > 0))
def test_working_days_leave_so_many_whole_working_days_after_the_first(start: datetime, span: Span) -> None:
    due = CALENDAR.add(start, span).astimezone(LOCAL)
    assert due.time() == time(17, 30)
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(start, due) == span.count


@given(moments, calendar_spans)
def test_calendar_spans_end_at_midnight_after_a_working_day_and_not_before_their_last_day(
    start: datetime, span: Span
) -> None:
    due = CALENDAR.add(start, span).astimezone(LOCAL)
    last = (due - INSTANT).date()
    assert due.time() == time(0)
    assert CALENDAR.is_working_day(last)
    rolled = CALENDAR.working_days_between(span.after(start.date()), last)
    assert last >= span.after(start.date())
    assert rolled == (0 if CALENDAR.is_working_day(span.after(start.date())) else 1)


def test_no_working_day_at_all_is_the_next_close_of_business() -> None:
    nothing = Span(0, Unit.WORKING_DAYS)
    assert shown(CALENDAR.add(local("2018-03-05 09:00"), nothing)) == "2018-03-05 17:30"
    assert shown(CALENDAR.add(local("2018-03-05 17:31"), nothing)) == "2018-03-06 17:30"
    assert shown(CALENDAR.add(local("2018-03-10 09:00"), nothing)) == "2018-03-12 17:30"
