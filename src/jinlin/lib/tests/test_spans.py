from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.clock import local_moment
from jinlin.lib.errors import BadInput
from jinlin.lib.spans import Span, Unit, months_later, span_of

every_span = st.builds(Span, st.integers(0, 200), st.sampled_from(Unit))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5 working days", Span(5, Unit.WORKING_DAYS)),
        ("1 working day", Span(1, Unit.WORKING_DAYS)),
        ("1 working hour", Span(1, Unit.WORKING_HOURS)),
        ("24 hours", Span(24, Unit.HOURS)),
        ("30 minutes", Span(30, Unit.MINUTES)),
        ("60 days", Span(60, Unit.DAYS)),
        ("3 months", Span(3, Unit.MONTHS)),
        ("1 year", Span(1, Unit.YEARS)),
        (" 2  working   days ", Span(2, Unit.WORKING_DAYS)),
    ],
)
def test_spans_are_read_in_singular_and_plural(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "", "5", "days", "five days", "-1 days", "1.5 hours", "5 weeks", "5 workingdays", "5working days",
        "5 day s", "5 days 3 hours", "５ days", "5 DAYS", "5 days\x00", "1e3 hours", "9" * 40 + " days",
        "\ud800",
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput) as error:
        Span.parse(text)
    error.value.say.zh.encode()
    assert "working days" in error.value.say.en


@pytest.mark.parametrize("text", ["201 years", "2401 months", "999999999 days", "999999999999 working hours"])
def test_spans_beyond_two_hundred_years_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="200"):
        Span.parse(text)


def test_a_span_is_never_negative() -> None:
    with pytest.raises(BadInput):
        Span(-1, Unit.DAYS)


@given(every_span)
def test_what_a_span_says_reads_back_as_the_span(span: Span) -> None:
    assert Span.parse(str(span)) == span


@given(st.integers(0, 10**14), st.booleans())
def test_the_coarsest_unit_still_says_exactly_the_same(length: int, working: bool) -> None:
    span = span_of(length, working=working)
    assert span.microseconds == length
    assert ("working" in str(span)) == working


def test_exact_spans_come_in_the_coarsest_unit() -> None:
    minute = 60_000_000
    assert str(span_of(120 * minute, working=False)) == "2 hours"
    assert str(span_of(90 * minute, working=True)) == "90 working minutes"
    assert str(span_of(minute + 1, working=False)) == "60000001 microseconds"


def test_people_are_told_in_both_languages_and_in_minutes_at_the_finest() -> None:
    assert str(Span.parse("1 working day").words) == "1个工作日 / 1 working day"
    assert str(Span.parse("3 months").words) == "3个月 / 3 months"
    assert str(span_of(60_000_001, working=False).words) == "2分钟 / 2 minutes"
    assert str(span_of(3_599_999_999, working=True).words) == "1工作时 / 1 working hour"


@pytest.mark.parametrize(
    ("span", "day", "last"),
    [
        ("30 days", "2018-03-05", "2018-04-04"),
        ("1 month", "2018-01-31", "2018-02-28"),
        ("1 month", "2024-01-31", "2024-02-29"),
        ("1 month", "2018-12-31", "2019-01-31"),
        ("13 months", "2018-12-31", "2020-01-31"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("4 years", "2024-02-29", "2028-02-29"),
    ],
)
def test_the_last_day_follows_civil_code_201_and_202(span: str, day: str, last: str) -> None:
    assert Span.parse(span).after(date.fromisoformat(day)) == date.fromisoformat(last)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_later_and_back_is_the_same_day_or_a_month_end(day: date, months: int) -> None:
    there = months_later(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert months_later(there, -months).day == min(day.day, there.day)


def test_retention_ends_without_asking_for_years_that_have_no_table_yet() -> None:
    begun = local_moment(date(2026, 3, 5))
    assert Span.parse("30 years").ends(begun) == local_moment(date(2056, 3, 6))
    assert Span.parse("48 hours").ends(begun) == local_moment(date(2026, 3, 7))


def test_working_time_does_not_end_without_a_calendar() -> None:
    with pytest.raises(BadInput, match="working time"):
        Span.parse("3 working days").ends(datetime(2026, 3, 5, tzinfo=UTC))
