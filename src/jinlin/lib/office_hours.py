"""Office hours: when on a working day work is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise

from pydantic import model_validator

from jinlin.lib.clock import local_moment
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote
from jinlin.lib.words import Frozen

Session = tuple[time, time]
_USUAL: tuple[Session, ...] = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
_SPELLING = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class OfficeHours(Frozen):
    """The sessions of a working day in local time, in order; between them is the lunch break."""

    sessions: tuple[Session, ...] = _USUAL

    @model_validator(mode="after")
    def _in_order(self) -> OfficeHours:
        times = [_clock(at) for session in self.sessions for at in session]
        if not times or any(later <= earlier for earlier, later in pairwise(times)):
            raise BadInput(
                "办公时间须按先后排列，且每段结束晚于开始",
                "Office hours must be in order, each session ending after it begins",
            )
        return self

    @classmethod
    def read(cls, sessions: Iterable[str]) -> OfficeHours:
        """Office hours as people write them, `08:30-12:00`, a session each; BadInput for everything else."""
        return cls(sessions=tuple(_session(one) for one in sessions))

    @cached_property
    def length(self) -> int:
        """How many microseconds are worked on a working day."""
        return sum(end - start for start, end in self._clocks)

    @cached_property
    def spelling(self) -> list[list[str]]:
        """The sessions as JSON."""
        return [[start.isoformat(), end.isoformat()] for start, end in self.sessions]

    def __str__(self) -> str:
        return " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.sessions)

    def worked(self, local: datetime) -> int:
        """How many microseconds of the working day have been worked when clocks show `local`."""
        now = _clock(local)
        return sum(min(now, end) - start for start, end in self._clocks if now > start)

    def moment(self, day: date, worked: int, *, resumed: bool = False) -> datetime:
        """The moment of `day` at which so many microseconds have been worked.

        At the end of a session that is its end, or with `resumed` the beginning of the next one.
        """
        for start, end in self._clocks:
            if worked < end - start or (worked == end - start and not resumed):
                return local_moment(day, _time(start + worked))
            worked -= end - start
        raise ValueError(f"a working day has no more than {self.length} microseconds")

    @cached_property
    def _clocks(self) -> tuple[tuple[int, int], ...]:
        return tuple((_clock(start), _clock(end)) for start, end in self.sessions)


def _session(text: str) -> Session:
    found = _SPELLING.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            f"{quote(text)}不是办公时段；请写如“08:30-12:00”",
            f"{quote(text)} is no session of office hours; write it as 08:30-12:00",
        )
    opens, closes = (time(int(found[at]), int(found[at + 1])) for at in (1, 3))
    return opens, closes


def _clock(at: time | datetime) -> int:
    """Microseconds since midnight as clocks show them."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _time(clock: int) -> time:
    seconds, microsecond = divmod(clock, 1_000_000)
    minutes, second = divmod(seconds, 60)
    return time(minutes // 60, minutes % 60, second, microsecond)
