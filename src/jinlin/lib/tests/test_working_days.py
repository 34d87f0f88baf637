from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.countries.china import China
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput, Unready
from jinlin.lib.tests.calendars import CALENDAR, local
from jinlin.lib.working_calendar import WorkingCalendar, YearTable, national_years

days = st.dates(date(2001, 1, 1), date(2026, 12, 31))


def table(year: int, *, off: str = "", on: str = "") -> YearTable:
    days = {"days_off": off.split(), "days_on": on.split()}
    return YearTable.model_validate({"year": year, **days, "source": "test"})


@pytest.mark.parametrize(
    "day",
    ["2019-02-02", "2019-02-03", "2026-02-14", "2018-02-11", "2018-02-24", "2005-12-31", "2006-12-30"],
)
def test_make_up_weekends_are_worked(day: str) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", range(4, 11))
def test_nobody_works_through_the_spring_festival_of_2019(day: int) -> None:
    assert not CALENDAR.is_working_day(date(2019, 2, day))


@pytest.mark.parametrize("day", ["2020-01-31", "2020-02-01", "2020-02-02", "2015-09-03"])
def test_holidays_declared_for_one_year_only_are_off(day: str) -> None:
    assert not CALENDAR.is_working_day(date.fromisoformat(day))


def test_plain_weekdays_are_worked_and_plain_weekends_are_not() -> None:
    week = [CALENDAR.is_working_day(date(2018, 3, 5) + timedelta(days=day)) for day in range(7)]
    assert week == [True] * 5 + [False] * 2


def test_a_moment_counts_as_its_local_day() -> None:
    assert not CALENDAR.is_working_day(local("2018-03-10 00:10"))  # Saturday; in UTC still Friday
    assert CALENDAR.working_days_between(local("2018-03-08 23:50"), local("2018-03-09 00:10")) == 1


def test_every_published_year_is_there_and_no_guessed_one() -> None:
    assert list(national_years()) == list(range(2001, max(national_years()) + 1))
    assert 2026 in national_years()
    assert 2100 not in national_years()


def test_a_year_that_is_only_guessed_is_unready_until_its_notice_is_loaded() -> None:
    year = max(national_years()) + 1
    assert China(years=year)  # type: ignore[no-untyped-call] # the package has no types; it does guess
    with pytest.raises(Unready) as error:
        CALENDAR.is_working_day(date(year, 1, 4))
    assert str(year) in error.value.say.zh
    assert str(year) in error.value.say.en
    assert error.value.help is not None
    assert "jinlin calendar load" in error.value.help.zh
    loaded = WorkingCalendar({**national_years(), year: table(year, off=f"{year}-01-01", on=f"{year}-02-06")})
    assert not loaded.is_working_day(date(year, 1, 1))
    assert loaded.is_working_day(date(year, 2, 6))


def test_a_city_table_replaces_the_national_one_of_its_year_with_its_days_next_door() -> None:
    city = WorkingCalendar([*national_years().values(), table(2007, off="2007-06-29")])
    assert not city.is_working_day(date(2007, 6, 29))
    assert city.is_working_day(date(2007, 2, 23))
    assert not city.is_working_day(date(2006, 12, 30))


def test_of_two_notices_that_name_a_day_the_later_one_holds() -> None:
    city = WorkingCalendar([table(2030, on="2030-12-28"), table(2031, off="2030-12-28")])
    assert not city.is_working_day(date(2030, 12, 28))


@pytest.mark.parametrize(
    ("off", "on"), [("2030-05-01", "2030-05-01"), ("2032-01-01", ""), ("", "2028-12-30")]
)
def test_a_table_that_contradicts_itself_or_names_far_days_is_refused(off: str, on: str) -> None:
    with pytest.raises(BadInput, match="20"):
        table(2030, off=off, on=on)


def test_make_up_days_fall_on_weekends_only_and_holidays_never_on_them() -> None:
    for one in national_years().values():
        assert all(day.weekday() >= 5 for day in one.days_on)
        assert not one.days_on & one.days_off


@given(days, days)
def test_working_days_between_is_a_count_of_days(first: date, last: date) -> None:
    count = CALENDAR.working_days_between(first, last)
    assert CALENDAR.working_days_between(last, first) == -count
    low, high = sorted((first, last))
    slow = sum(CALENDAR.is_working_day(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert abs(count) == slow


@given(st.dates(date(2003, 1, 1), date(2023, 1, 1)), st.integers(1, 600))
def test_the_nth_working_day_after_is_that_far_away(day: date, count: int) -> None:
    later = CALENDAR.working_day_after(day, count)
    assert CALENDAR.is_working_day(later)
    assert CALENDAR.working_days_between(day, later) == count


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)), st.integers(1, 600))
def test_the_nth_working_day_before_is_that_far_away(day: date, count: int) -> None:
    earlier, eve = CALENDAR.working_day_before(day, count), timedelta(days=1)
    assert CALENDAR.is_working_day(earlier)
    assert CALENDAR.working_days_between(earlier - eve, day - eve) == count
