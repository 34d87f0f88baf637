"""A year to come that has no table yet: reckoned by statute alone, for those who ask for it so."""

from __future__ import annotations

import pytest

from jinlin.lib.errors import Unready
from jinlin.lib.spans import Span
from jinlin.lib.tests.calendars import local, shown
from jinlin.lib.working_calendar import WorkingCalendar, national_years

KNOWN = WorkingCalendar([table for table in national_years().values() if table.year <= 2018])


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2018-12-28 09:00", "2 working days", "2019-01-02 17:30"),  # 1 January is a day off by statute
        ("2018-12-28 09:00", "1 month", "2019-01-29 00:00"),
        ("2019-01-31 09:00", "3 working days", "2019-02-12 17:30"),  # its two make-up days are not there yet
    ],
)
def test_holidays_that_are_law_are_counted_and_made_up_weekends_are_not_guessed(
    start: str, span: str, end: str
) -> None:
    assert shown(KNOWN.provisional.add(local(start), Span.parse(span))) == end


def test_the_calendar_itself_stays_without_the_year() -> None:
    assert KNOWN.provisional.add(local("2018-12-28 09:00"), Span.parse("1 month"))
    with pytest.raises(Unready, match="2019"):
        KNOWN.add(local("2018-12-28 09:00"), Span.parse("1 month"))


def test_a_year_that_has_its_table_is_the_same_in_both() -> None:
    start = local("2018-02-09 10:00")
    for span in map(Span.parse, ("3 working days", "10 working hours", "1 month", "200 days")):
        assert KNOWN.provisional.add(start, span) == KNOWN.add(start, span)


@pytest.mark.parametrize("start", ["1990-01-01 09:00", "2099-12-31 09:00"])
def test_years_of_which_nobody_knows_the_festivals_are_not_reckoned(start: str) -> None:
    with pytest.raises(Unready):
        KNOWN.provisional.add(local(start), Span.parse("1 month"))
