"""When something ends, as people read it: one way on screens, in messages, lists and calendars.

A day ends at 24:00 (civil code art. 203), so what ends with 3 December is due by 3 December 24:00, and not by
0:00 of the fourth. Machines are told the moment itself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from jinlin.lib import clock
from jinlin.lib.words import Words

MIDNIGHT = "24:00"


class End(NamedTuple):
    """The local day on which something ends, and the time of that day."""

    day: date
    time: str

    def __str__(self) -> str:
        """For lists, which sort by it: 2026-12-03 24:00."""
        return f"{self.day.isoformat()} {self.time}"

    @property
    def words(self) -> Words:
        """12月3日 24:00, or 3 Dec 24:00; with the year if it is not this one."""
        day = day_in_words(self.day)
        return Words(zh=f"{day.zh} {self.time}", en=f"{day.en} {self.time}")


def end(at: datetime) -> End:
    """The moment at which something ends."""
    local = at.astimezone(clock.LOCAL)
    if local.time() == time.min:
        return End(local.date() - timedelta(days=1), MIDNIGHT)
    return End(local.date(), f"{local:%H:%M}")


def day_in_words(on: date) -> Words:
    """A day: 3月5日, or 5 Mar; with the year if it is not this one."""
    this_year = on.year == clock.today().year
    return Words(
        zh=("" if this_year else f"{on.year}年") + f"{on.month}月{on.day}日",
        en=f"{on.day} {on:%b}" + ("" if this_year else f" {on.year}"),
    )
