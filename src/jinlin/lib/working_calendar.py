"""The working calendar: which days are worked, and when a span of time ends.

The law behind it is the civil code (民法典), art. 200-204: the day on which a span begins does not
count; a span ends at 24:00 of its last day, or where there are business hours, when business stops; a
last day that is a day off gives way to the next working day. Every moment returned is in UTC. A
deadline has passed when now >= due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from jinlin.lib.canonical import digest
from jinlin.lib.clock import LOCAL, in_utc, local_moment
from jinlin.lib.dated_hours import DatedHours
from jinlin.lib.errors import BadInput
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.spans import EXACT, WORKING, Span, Unit, months_later, span_of
from jinlin.lib.working_days import local_day
from jinlin.lib.working_time import WorkingTime
from jinlin.lib.year_tables import LATEST, YearDays, YearTable, national_years, statutory_year

__all__ = ["DatedHours", "OfficeHours", "WorkingCalendar", "YearTable", "national_years"]

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_VERSION_DIGITS = 12


class WorkingCalendar(WorkingTime):
    """Year tables and office hours of one place. Unready is raised wherever a year's table is lacking."""

    def __init__(
        self,
        years: Mapping[int, YearTable] | Iterable[YearTable],
        hours: OfficeHours | DatedHours | None = None,
    ) -> None:
        super().__init__(years, hours if isinstance(hours, DatedHours) else DatedHours(usual=hours))
        self._versions: dict[tuple[int, int], str] = {}

    def add(self, start: datetime, span: Span) -> datetime:
        """When `span`, begun at `start`, ends.

        Hours and minutes run on; working hours run in office hours only; the others begin on the day
        after `start` and end with a working day: working days when business stops, days, months and
        years at 24:00. No working day at all is the first close of business from `start` on.
        """
        if span.unit in EXACT:
            return in_utc(start) + timedelta(microseconds=span.microseconds)
        local = start.astimezone(LOCAL)
        if span.unit in WORKING:
            return self.work_on(local, span.microseconds) if span.count else in_utc(start)
        if span.unit is Unit.WORKING_DAYS:
            return self.close_after(local, span.count)
        self.year(local.year)  # before days are added to a year that is out of all reason
        return local_moment(self.next_working_day(span.after(local.date())) + _DAY)

    def after(self, due: datetime, span: Span) -> datetime:
        """When `span` ends if it follows on a deadline, as an extension does: `due` at 24:00 of a day is
        that day's end, where for `add` it would be the next day's beginning.
        """
        if span.unit in EXACT or span.unit in WORKING:
            return self.add(due, span)
        return self.add(due - _INSTANT, span)

    def back(self, due: datetime, span: Span) -> datetime:
        """The moment that long before `due`, as a warning needs it.

        Working hours are counted back in office hours; working days, days, months and years lead to the
        same time of day. The nearest moment is meant where office hours leave several.
        """
        if span.unit in EXACT:
            return in_utc(due) - timedelta(microseconds=span.microseconds)
        local = due.astimezone(LOCAL)
        if span.unit in WORKING:
            return self.work_back(local, span.microseconds) if span.count else in_utc(due)
        return local_moment(self._day_before(local.date(), span), local.time())

    def left(self, now: datetime, due: datetime, unit: Unit) -> Span:
        """What is left at `now` of a deadline that runs in `unit`; nothing once it has passed.

        For every `now` from the start of a span until it ends, `add(now, left(now, due, unit)) == due`,
        so that a pause of no length changes nothing. Exact spans come in the coarsest unit that is
        exact, months and years in days.
        """
        if unit in EXACT:
            return span_of(max((due - now) // _INSTANT, 0), working=False)
        if unit in WORKING:
            return span_of(max(self.worked(now, due), 0), working=True)
        today, last = local_day(now), local_day(due - _INSTANT)
        if unit is Unit.WORKING_DAYS:
            return Span(max(self.working_days_between(today, last), 0), unit)
        return Span(max((last - today).days, 0), Unit.DAYS)

    def handling_days(self, begun: datetime, ended: datetime) -> int:
        """办理时长 in working days, counted as limits count them: the first day does not count.

        A limit of so many working days was kept exactly if the handling days are no more.
        """
        if ended < begun:
            raise BadInput(
                f"结束时间 {ended.isoformat()} 早于开始时间 {begun.isoformat()}",
                f"The end {ended.isoformat()} is before the beginning {begun.isoformat()}",
            )
        days = self.working_days_between(begun, ended)
        return days if ended < self.add(begun, Span(days, Unit.WORKING_DAYS)) else days + 1

    @cached_property
    def provisional(self) -> WorkingCalendar:
        """The same calendar, which reckons with statute alone for years to come that have no table yet.

        What it says of such a year the State Council's notice may move; of all others it says the same.
        """
        return _Provisional(self.tables, self.hours)

    def version(self, start: datetime, due: datetime) -> str:
        """A short digest of the office hours and of the days of every year from `start` to `due`.

        A year without a table is part of it as such: hours, which need none, run on into it.
        """
        years = (local_day(start).year, local_day(due - _INSTANT).year)
        if years not in self._versions:
            self._versions[years] = self._version(*years)
        return self._versions[years]

    def _version(self, first: int, last: int) -> str:
        years = range(first, max(first, last) + 1)
        days = [self.year(year).spelling if year in self.tables else None for year in years]
        return digest([self.hours.spelling(first, max(first, last)), days])[:_VERSION_DIGITS]

    def _day_before(self, day: date, span: Span) -> date:
        if span.unit is Unit.WORKING_DAYS:
            return self.working_day_before(day, span.count)
        return day - timedelta(days=span.count) if span.unit is Unit.DAYS else months_later(day, -span.months)


class _Provisional(WorkingCalendar):
    """Years after the first table that have none are made from statute when they are asked for."""

    def year(self, year: int) -> YearDays:
        if year not in self.tables and self.tables and min(self.tables) < year <= LATEST:
            self.tables[year] = statutory_year(year)
        return super().year(year)
