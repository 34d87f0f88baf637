"""Which days are worked: counting working days over the tables of many years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from jinlin.lib.clock import LOCAL
from jinlin.lib.year_tables import YearDays, YearTable, days_of_year, no_table


class WorkingDays:
    """The working days of one place. Unready is raised wherever a year's table is lacking.

    `years` are tables by year, or tables in any order of which a later one replaces an earlier of its
    year. A table may also name days of the years beside it, as the notice for 2007 made 2006-12-30 a
    working day.
    """

    def __init__(self, years: Mapping[int, YearTable] | Iterable[YearTable]) -> None:
        tables = years.values() if isinstance(years, Mapping) else years
        self.tables = {table.year: table for table in tables}
        self._years: dict[int, YearDays] = {}

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is worked: make-up weekends are, holidays are not."""
        day = local_day(day)
        return self.year(day.year).works(day)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to `last`, itself included; negative backwards."""
        first, last = local_day(first), local_day(last)
        if last < first:
            return -self.working_days_between(last, first)
        count = self.year(last.year).until(last) - self.year(first.year).until(first)
        return count + sum(len(self.year(year).worked) for year in range(first.year, last.year))

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, or else the next day that is."""
        return day if self.is_working_day(day) else self.working_day_after(day, 1)

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`th working day after `day`; `day` itself for none."""
        if not count:
            return day
        year = self.year(day.year)
        place = year.until(day) + count
        while place > len(year.worked):
            place -= len(year.worked)
            year = self.year(year.year + 1)
        return year.worked[place - 1]

    def working_day_before(self, day: date, count: int) -> date:
        """The `count`th working day before `day`; `day` itself for none."""
        if not count:
            return day
        year = self.year(day.year)
        place = year.until(day) - year.works(day) - count
        while place < 0:
            year = self.year(year.year - 1)
            place += len(year.worked)
        return year.worked[place]

    def year(self, year: int) -> YearDays:
        """The days of one year, or Unready."""
        found = self._years.get(year)
        if found is None:
            if year not in self.tables:
                raise no_table(year)
            found = self._years[year] = days_of_year(year, self.tables)
        return found


def local_day(day: date) -> date:
    """A moment is taken as the day it falls on at the office."""
    return day.astimezone(LOCAL).date() if isinstance(day, datetime) else day
