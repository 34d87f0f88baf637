"""Spans of time as statutes and packs write them: `5 working days`, `24 hours`, `3 months`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from jinlin.lib.clock import LOCAL, in_utc, local_moment
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote
from jinlin.lib.words import Words

MINUTE = 60_000_000  # microseconds
HOUR = 60 * MINUTE
LONGEST_YEARS = 200


class Unit(StrEnum):
    """What a span counts. Packs do not write microseconds: `left` needs them to be exact."""

    MICROSECONDS = "microseconds"
    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_MICROSECONDS = "working microseconds"
    WORKING_MINUTES = "working minutes"
    WORKING_HOURS = "working hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"
    YEARS = "years"


EXACT = {Unit.MICROSECONDS: 1, Unit.MINUTES: MINUTE, Unit.HOURS: HOUR}
WORKING = {Unit.WORKING_MICROSECONDS: 1, Unit.WORKING_MINUTES: MINUTE, Unit.WORKING_HOURS: HOUR}
_CHINESE = {
    Unit.MINUTES: "分钟", Unit.HOURS: "小时", Unit.WORKING_MINUTES: "工作分钟", Unit.WORKING_HOURS: "工作时",
    Unit.DAYS: "天", Unit.WORKING_DAYS: "个工作日", Unit.MONTHS: "个月", Unit.YEARS: "年",
}  # fmt: skip
_A_YEAR = {
    **{unit: 366 * 24 * HOUR // size for unit, size in (EXACT | WORKING).items()},
    Unit.DAYS: 366, Unit.WORKING_DAYS: 366, Unit.MONTHS: 12, Unit.YEARS: 1,
}  # fmt: skip
_SPELLING = re.compile(r"\s*(\d{1,18})\s+([a-z ]+?)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A count of one unit, from nothing to 200 years."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.count <= LONGEST_YEARS * _A_YEAR[self.unit]:
            raise BadInput(
                f"期限须在0到{LONGEST_YEARS}年之间：{self.count} {self.unit}",
                f"A span lies between 0 and {LONGEST_YEARS} years: {self.count} {self.unit}",
            )

    @staticmethod
    def parse(text: str) -> Span:
        """Read `5 working days` or `1 hour`; BadInput for everything else."""
        return _parse(text)

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value[:-1] if self.count == 1 else self.unit.value}"

    @property
    def microseconds(self) -> int:
        """The length of an exact or working span; months and days have none."""
        return self.count * (EXACT | WORKING)[self.unit]

    @property
    def words(self) -> Words:
        """For people, in both languages; what is finer than a minute is rounded up to one."""
        if self.unit in (Unit.MICROSECONDS, Unit.WORKING_MICROSECONDS):
            working = self.unit is Unit.WORKING_MICROSECONDS
            return span_of(-(-self.count // MINUTE) * MINUTE, working=working).words
        return Words(zh=f"{self.count}{_CHINESE[self.unit]}", en=str(self))

    def after(self, day: date) -> date:
        """The last day of a span of days, months or years that begins on `day`, days off as any other.

        `day` does not count (civil code art. 201); a span of months ends on the day of the same number,
        or on the last of the month if there is none (art. 202).
        """
        if self.unit is Unit.DAYS:
            return day + timedelta(days=self.count)
        return months_later(day, self.months)

    def ends(self, start: datetime) -> datetime:
        """When the span, begun at `start`, ends if no calendar of working days is asked, as retention does.

        BadInput if it counts working time.
        """
        if self.unit in EXACT:
            return in_utc(start) + timedelta(microseconds=self.microseconds)
        if self.unit not in (Unit.DAYS, Unit.MONTHS, Unit.YEARS):
            raise BadInput(
                f"此处的期限不能按工作时间计算：{self}",
                f"This span cannot be counted in working time: {self}",
            )
        return local_moment(self.after(start.astimezone(LOCAL).date()) + timedelta(days=1))

    @property
    def months(self) -> int:
        """How many months a span of months or years has."""
        return self.count * {Unit.MONTHS: 1, Unit.YEARS: 12}[self.unit]


def span_of(microseconds: int, *, working: bool) -> Span:
    """An exact or working span in the coarsest unit that says it exactly."""
    units = WORKING if working else EXACT
    unit = next(one for one, size in reversed(units.items()) if microseconds % size == 0)
    return Span(microseconds // units[unit], unit)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or earlier if negative; else the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=1024)
def _parse(text: str) -> Span:
    found = _SPELLING.fullmatch(text)
    name = found and " ".join(found[2].split())
    unit = next((one for one in Unit if name in (one.value, one.value[:-1])), None)
    if found is None or unit is None:
        raise BadInput(
            f"{quote(text)}不是期限；请写如“5 working days”“24 hours”“3 months”",
            f"{quote(text)} is not a span; write it as 5 working days, 24 hours or 3 months",
        )
    return Span(int(found[1]), unit)
