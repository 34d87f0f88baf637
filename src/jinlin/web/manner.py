"""Days and moments in the reader's manner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from jinlin.lib import clock, deadlines
from jinlin.web import language


def listed(names: Iterable[str]) -> str:
    """Several names in one line."""
    return ("、" if language.current() == "zh" else ", ").join(names)


def moment(at: datetime | None) -> str:
    """A moment in local time: 3月5日 14:05, or 5 Mar 14:05; with the year if it is not this one."""
    if at is None:
        return "—"
    local = at.astimezone(clock.LOCAL)
    return f"{day(local.date())} {local:%H:%M}"


def until(at: datetime | None) -> str:
    """The moment at which something ends: a day ends at 24:00, not at 0:00."""
    return "—" if at is None else language.say(deadlines.end(at).words)


def day(on: date | str | None) -> str:
    """A day: 3月5日, or 5 Mar; with the year if it is not this one."""
    if not on:
        return "—"
    return language.say(deadlines.day_in_words(date.fromisoformat(on) if isinstance(on, str) else on))
