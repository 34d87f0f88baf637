"""The one source of time, so that tests and stories can travel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


class Journey:
    """Time standing where a traveller put it."""

    __slots__ = ("moment",)

    def __init__(self, to: datetime) -> None:
        self.moment = in_utc(to)

    def move(self, to: datetime) -> None:
        """Go on to another moment, later or earlier."""
        self.moment = in_utc(to)


_journey: ContextVar[Journey | None] = ContextVar("journey", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; while travelling, the moment travelled to."""
    journey = _journey.get()
    return journey.moment if journey else datetime.now(UTC)


def today() -> date:
    """The present day where the office is."""
    return now().astimezone(LOCAL).date()


@contextmanager
def travel(to: datetime) -> Iterator[Journey]:
    """Let time stand at `to` for this context; `move` on the result goes on from there."""
    journey = Journey(to)
    before = _journey.set(journey)
    try:
        yield journey
    finally:
        _journey.reset(before)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. A moment without a zone is a mistake of the caller: ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; every moment needs one")
    return moment.astimezone(UTC)


def local_moment(day: date, at: time = time.min) -> datetime:
    """The moment, in UTC, when clocks at the office show `at` on `day`; midnight if nothing is said."""
    return datetime.combine(day, at, LOCAL).astimezone(UTC)
