"""Yearly tables of holidays and make-up working days, by notice of the State Council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from holidays.countries.china import China, ChinaStaticHolidays
from pydantic import model_validator

from jinlin.lib.days import read_day
from jinlin.lib.errors import BadInput, Unready
from jinlin.lib.lists import fault_of, numbered
from jinlin.lib.text import trimmed
from jinlin.lib.words import Frozen, Words

SATURDAY = 5
_KINDS = {"off": "off", "放假": "off", "休": "off", "on": "on", "上班": "on", "班": "on"}
LATEST = 2099  # the last year whose lunar festivals the `holidays` package knows


class YearTable(Frozen):
    """What the notice for one year says: `days_off` on which nobody works, weekends on which all do.

    Days may lie in the neighbouring years. Weekends need not be listed as days off.
    """

    year: int
    days_off: frozenset[date]
    days_on: frozenset[date]
    source: str

    @model_validator(mode="after")
    def _consistent(self) -> YearTable:
        days = self.days_off | self.days_on
        wrong = {day for day in days if abs(day.year - self.year) > 1} | (self.days_off & self.days_on)
        if wrong:
            listed = "、".join(sorted(day.isoformat() for day in wrong))
            raise BadInput(
                f"{self.year}年节假日表有误，日期不属于该年前后，或既放假又上班：{listed}",
                f"The holiday table of {self.year} names days far from that year, "
                f"or as both off and worked: {listed}",
            )
        return self


def read_days(rows: Iterable[Mapping[str, Any]]) -> tuple[int, list[date], list[date]]:
    """A year's table from rows `date`, `day`, where `day` is `off` or `on` (a weekend worked): the year, its
    days off and on. The year is that of most days: a notice may begin in the year before and end in the next.
    BadInput names the row that is wrong."""
    found: dict[date, str] = {}
    for number, row in numbered(rows):
        day, kind = _read_day(number, row)
        if day in found:
            raise _wrong_row(number, f"{day} 已在前面写过", f"{day} stands in a row before")
        found[day] = kind
    off, on = ([day for day, kind in found.items() if kind == which] for which in ("off", "on"))
    return _year_of(found), off, on


def _read_day(number: int, row: Mapping[str, Any]) -> tuple[date, str]:
    if problem := fault_of(row):
        raise _wrong_row(number, problem.say.zh, problem.say.en)
    kind = _KINDS.get(trimmed(str(row.get("day"))))
    if kind is None:
        raise _wrong_row(
            number, "day 应为 off（放假）或 on（调休上班）", "day must be off, or on for a weekend worked"
        )
    try:
        return read_day(str(row.get("date"))), kind
    except BadInput as problem:
        raise _wrong_row(number, problem.say.zh, problem.say.en) from problem


def _year_of(days: Iterable[date]) -> int:
    """The year of most of the days. BadInput if two have as many, or if some are far from it."""
    counted = Counter(day.year for day in days).most_common(2)
    if not counted or len({count for _, count in counted}) < len(counted):
        raise BadInput(
            "看不出是哪一年的安排：一个文件只放一年，多数日期应在这一年里",
            "It cannot be told which year this is: one file holds one year, in which most days lie",
        )
    return counted[0][0]


def _wrong_row(number: int, zh: str, en: str) -> BadInput:
    return BadInput(f"第 {number} 行不对：{zh}", f"Row {number} is wrong: {en}")


class YearDays:
    """The working days of one calendar year, counted once."""

    __slots__ = ("_count", "_first", "spelling", "worked", "year")

    def __init__(self, year: int, changed: Mapping[date, bool]) -> None:
        self.year = year
        days = _days(year)
        works = [changed.get(day, not _is_weekend(day)) for day in days]
        self.worked = tuple(day for day, worked in zip(days, works, strict=True) if worked)
        # What differs from the plain week, as JSON: this names the version of the year.
        self.spelling = [
            day.isoformat() for day, worked in zip(days, works, strict=True) if worked == _is_weekend(day)
        ]
        self._first = days[0].toordinal()
        self._count = tuple(accumulate(works, initial=0))

    def until(self, day: date) -> int:
        """How many working days the year has up to `day`, itself included."""
        return self._count[day.toordinal() - self._first + 1]

    def works(self, day: date) -> bool:
        """Whether `day` is worked."""
        at = day.toordinal() - self._first
        return self._count[at] != self._count[at + 1]


def days_of_year(year: int, tables: Mapping[int, YearTable]) -> YearDays:
    """The days of `year`; of two tables that name the same day the later year's notice holds."""
    changed: dict[date, bool] = {}
    for one in (year - 1, year, year + 1):
        if one in tables:
            changed |= dict.fromkeys(tables[one].days_off, False)
            changed |= dict.fromkeys(tables[one].days_on, True)
    return YearDays(year, changed)


@lru_cache(maxsize=1)
def national_years() -> Mapping[int, YearTable]:
    """The tables of every year for which the `holidays` package has the notice of the State Council.

    The package also guesses years to come from statute; a guess is no table, and those are left out.
    """
    source = f"国务院办公厅节假日安排通知 (holidays {version('holidays')})"
    return MappingProxyType(
        {year: _national(year, source) for year in sorted(ChinaStaticHolidays.special_public_holidays)}
    )


@lru_cache(maxsize=16)
def statutory_year(year: int) -> YearTable:
    """What is law for `year` without any notice: the days off of 全国年节及纪念日放假办法, as the `holidays`
    package reckons them. Which weekends are worked in exchange for others is for the notice to say."""
    days_off = China(years=year, expand=False)  # type: ignore[no-untyped-call] # the package has no types
    source = f"全国年节及纪念日放假办法 (holidays {version('holidays')})"
    return YearTable(year=year, days_off=frozenset(days_off), days_on=frozenset(), source=source)


def no_table(year: int) -> Unready:
    """The error of a year for which nobody has brought a table."""
    return Unready(
        f"没有{year}年的节假日表，无法计算期限",
        f"There is no holiday table for {year}, so no deadline can be computed",
        help=Words(
            zh=f"请管理员在国务院办公厅通知公布后用 jinlin calendar load 载入{year}年",
            en=f"Ask the administrator to load {year} with `jinlin calendar load` "
            "once the State Council's notice is out",
        ),
        year=year,
    )


def _national(year: int, source: str) -> YearTable:
    days_off = China(years=year, expand=False)  # type: ignore[no-untyped-call] # the package has no types
    return YearTable(
        year=year,
        days_off=frozenset(days_off),
        days_on=_days_on(year),
        source=source,
    )


def _days_on(year: int) -> frozenset[date]:
    """The make-up days: entries are (month, day off, month, day worked[, year worked]), or (…, a name).

    Read from the notices themselves, since `weekend_workdays` mixes in those of other years.
    """
    entries: tuple[tuple[Any, ...], ...] = ChinaStaticHolidays.special_public_holidays[year]
    swaps = [entry[2:] for entry in entries if len(entry) > len(("month", "day", "name"))]
    return frozenset(date(other[0] if other else year, month, day) for month, day, *other in swaps)


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=at) for at in range((date(year + 1, 1, 1) - first).days)]


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
