"""Time that is worked: office hours on working days, counted forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from jinlin.lib.clock import LOCAL
from jinlin.lib.dated_hours import DatedHours
from jinlin.lib.working_days import WorkingDays
from jinlin.lib.year_tables import YearTable

_DAY = timedelta(days=1)


class WorkingTime(WorkingDays):
    """Year tables and office hours of one place. All lengths are in microseconds of work.

    Stretches of days that lie in one year with the same hours are counted at once, and no year is asked for
    before the counting has come to it.
    """

    def __init__(self, years: Mapping[int, YearTable] | Iterable[YearTable], hours: DatedHours) -> None:
        super().__init__(years)
        self.hours = hours

    def close_after(self, start: datetime, count: int) -> datetime:
        """When business stops on the `count`th working day after `start`; for none, its next stop."""
        day = self.working_day_after(start.date(), count)
        if not count:
            day = self.next_working_day(day)
            if start > self.close_of(day):
                day = self.working_day_after(day, 1)
        return self.close_of(day)

    def close_of(self, day: date) -> datetime:
        """When business stops on `day`."""
        hours = self.hours.on(day)
        return hours.moment(day, hours.length)

    def work_on(self, start: datetime, length: int) -> datetime:
        """The first moment at which `length` has been worked since `start`."""
        day = start.date()
        hours, rest = self.hours.on(day), self._rest(start)
        if length <= rest:
            return hours.moment(day, hours.length - rest + length)
        length -= rest
        for first, last, hours in self.hours.after(day):
            held = self.working_days_between(first - _DAY, last) * hours.length
            if length <= held:
                ahead, worked = divmod(length - 1, hours.length)
                return hours.moment(self.working_day_after(first - _DAY, ahead + 1), worked + 1)
            length -= held
        raise AssertionError("stretches have no end")

    def work_back(self, due: datetime, length: int) -> datetime:
        """The last moment from which `length` is worked until `due`."""
        day = due.date()
        hours, done = self.hours.on(day), self._done(due)
        if length <= done:
            return hours.moment(day, done - length, resumed=True)
        length -= done
        for first, last, hours in self.hours.before(day):
            held = self.working_days_between(first - _DAY, last) * hours.length
            if length <= held:
                behind = -(-length // hours.length)
                found = self.working_day_before(last + _DAY, behind)
                return hours.moment(found, behind * hours.length - length, resumed=True)
            length -= held
        raise AssertionError("stretches have no end")

    def worked(self, start: datetime, end: datetime) -> int:
        """How much is worked from `start` to `end`; negative backwards."""
        if end < start:
            return -self.worked(end, start)
        day, last_day = (moment.astimezone(LOCAL).date() for moment in (start, end))
        total = self._rest(start) - self._rest(end)
        for first, last, hours in self.hours.after(day):
            if first > last_day:
                break
            total += self.working_days_between(first - _DAY, min(last, last_day)) * hours.length
        return total

    def _rest(self, moment: datetime) -> int:
        """How much is still worked after `moment` on its day."""
        day = moment.astimezone(LOCAL).date()
        return self.hours.on(day).length - self._done(moment) if self.is_working_day(day) else 0

    def _done(self, moment: datetime) -> int:
        """How much has been worked before `moment` on its day."""
        local = moment.astimezone(LOCAL)
        return self.hours.on(local.date()).worked(local) if self.is_working_day(local) else 0
