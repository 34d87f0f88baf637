"""Office hours by date: a city has others in summer, and may change them from a day on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from jinlin.lib.office_hours import OfficeHours

_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """Days of one year, both ends counted, that all have the same office hours."""

    first: date
    last: date
    hours: OfficeHours


class DatedHours:
    """Which office hours hold on which day: each from its day until others follow, `usual` before."""

    def __init__(
        self, since: Mapping[date, OfficeHours] | None = None, usual: OfficeHours | None = None
    ) -> None:
        dated = sorted((since or {}).items(), key=lambda one: one[0])
        self._firsts = [day for day, _ in dated]
        self._hours = [usual or OfficeHours(), *(hours for _, hours in dated)]

    def on(self, day: date) -> OfficeHours:
        """The office hours of `day`."""
        return self._hours[bisect_right(self._firsts, day)]

    def after(self, day: date) -> Iterator[Stretch]:
        """The stretches that follow on `day`, the next one first, without an end."""
        while True:
            first, at = day + _DAY, bisect_right(self._firsts, day + _DAY)
            day = date(first.year, 12, 31)
            if at < len(self._firsts):
                day = min(day, self._firsts[at] - _DAY)
            yield Stretch(first, day, self._hours[at])

    def before(self, day: date) -> Iterator[Stretch]:
        """The stretches that lie before `day`, the nearest one first, without an end."""
        while True:
            last, at = day - _DAY, bisect_right(self._firsts, day - _DAY)
            day = date(last.year, 1, 1)
            if at:
                day = max(day, self._firsts[at - 1])
            yield Stretch(day, last, self._hours[at])

    def spelling(self, first: int, last: int) -> list[object]:
        """The hours of the years from `first` to `last` as JSON: alone, or each with its first day."""
        start, at = date(first, 1, 1), bisect_right(self._firsts, date(first, 1, 1))
        turns = [
            (day, hours)
            for day, hours in zip(self._firsts[at:], self._hours[at + 1 :], strict=True)
            if day.year <= last
        ]
        if not turns:
            return list(self._hours[at].spelling)
        return [[day.isoformat(), hours.spelling] for day, hours in ((start, self._hours[at]), *turns)]
