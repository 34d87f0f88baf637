"""Days and moments in the reader's manner."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from jinlin.lib import clock
from jinlin.web import language


def moment(at: datetime | None) -> str:
    """A moment in local time: 3月5日 14:05, or 5 Mar 14:05; with the year if it is not this one."""
    if at is None:
        return "—"
    local = at.astimezone(clock.LOCAL)
    return f"{day(local.date())} {local:%H:%M}"


def until(at: datetime | None) -> str:
    """The moment at which something ends: a day ends at 24:00 (civil code art. 203), not at 0:00."""
    if at is None or at.astimezone(clock.LOCAL).time() != time.min:
        return moment(at)
    return f"{day(at.astimezone(clock.LOCAL).date() - timedelta(days=1))} 24:00"


def day(on: date | str | None) -> str:
    """A day: 3月5日, or 5 Mar; with the year if it is not this one."""
    if not on:
        return "—"
    if isinstance(on, str):
        on = date.fromisoformat(on)
    this_year = on.year == clock.today().year
    if language.current() == "en":
        return f"{on.day} {on:%b}" + ("" if this_year else f" {on.year}")
    return ("" if this_year else f"{on.year}年") + f"{on.month}月{on.day}日"
