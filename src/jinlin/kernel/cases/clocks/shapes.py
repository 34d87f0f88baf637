"""Clocks as they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

DUE = "due"


@dataclass(frozen=True)
class Mark:
    """One moment of a clock that has not rung yet. `lacks` is the year for want of whose holiday table the
    moment is provisional."""

    name: str
    at: datetime
    lacks: int | None = None

    def dump(self) -> list[Any]:
        """As JSON."""
        return [self.name, self.at.isoformat(), *([self.lacks] if self.lacks else [])]

    @classmethod
    def load(cls, data: Sequence[Any]) -> Mark:
        """Read what `dump` wrote."""
        name, at, *lacks = data
        return cls(name, datetime.fromisoformat(at), *lacks)


@dataclass(frozen=True)
class Clock:
    """A deadline that runs. `marks` are those that have not rung yet, in order of time.

    `since` is when it started or went on last. `due` is where `spans` lead to from there, or, if a day or a
    moment was `given` as the deadline, from that one.
    """

    state: str
    unit: str
    started: datetime
    due: datetime
    marks: tuple[Mark, ...]
    calendar: str
    since: datetime
    spans: tuple[str, ...] = ()
    given: datetime | None = None
    extended: int = 0

    @property
    def lacking(self) -> frozenset[int]:
        """The years for want of whose tables moments of this clock are provisional."""
        return frozenset(mark.lacks for mark in self.marks if mark.lacks)

    @property
    def provisional(self) -> int | None:
        """The year for want of whose table the deadline itself is provisional."""
        return next((mark.lacks for mark in self.marks if mark.name == DUE), None)

    @property
    def told(self) -> dict[str, Any]:
        """What the journal keeps of the deadline: with the version of its calendar, and whether a year lacked
        its table."""
        lacks = {"provisional": self.provisional} if self.provisional else {}
        return {"due": self.due.isoformat(), "calendar": self.calendar, **lacks}

    def dump(self) -> dict[str, Any]:
        """The clock as JSON."""
        return {
            "state": self.state,
            "unit": self.unit,
            "started": self.started.isoformat(),
            "due": self.due.isoformat(),
            "marks": [mark.dump() for mark in self.marks],
            "calendar": self.calendar,
            "since": self.since.isoformat(),
            "spans": list(self.spans),
            "given": self.given.isoformat() if self.given else None,
            "extended": self.extended,
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Clock:
        """Read what `dump` wrote. Clocks of before spans were kept have their deadline as given."""
        given = data.get("given", None if "spans" in data else data["due"])
        return cls(
            state=data["state"],
            unit=data["unit"],
            started=datetime.fromisoformat(data["started"]),
            due=datetime.fromisoformat(data["due"]),
            marks=tuple(Mark.load(mark) for mark in data["marks"]),
            calendar=data["calendar"],
            since=datetime.fromisoformat(data.get("since", data["started"])),
            spans=tuple(data.get("spans", ())),
            given=datetime.fromisoformat(given) if given else None,
            extended=data["extended"],
        )


@dataclass(frozen=True)
class Paused:
    """A clock that stands still since `at`: what was left of it, and of each mark that had not rung, in its
    own unit."""

    clock: Clock
    at: datetime
    left: str
    marks_left: tuple[tuple[str, str], ...]

    def dump(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "clock": self.clock.dump(),
            "at": self.at.isoformat(),
            "left": self.left,
            "marks_left": self.marks_left,
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Paused:
        """Read what `dump` wrote."""
        clock, marks = Clock.load(data["clock"]), tuple((name, left) for name, left in data["marks_left"])
        at = datetime.fromisoformat(data.get("at", data["clock"]["started"]))
        return cls(clock, at, data["left"], marks)


@dataclass
class Clocks:
    """The clock that runs, and those that stand still while the case is elsewhere."""

    running: Clock | None = None
    paused: dict[str, Paused] = field(default_factory=dict)

    def dump(self) -> dict[str, Any] | None:
        """As JSON; None if there is no clock at all."""
        if self.running is None and not self.paused:
            return None
        return {
            "running": self.running.dump() if self.running else None,
            "paused": {name: one.dump() for name, one in self.paused.items()},
        }

    @classmethod
    def load(cls, data: dict[str, Any] | None) -> Clocks:
        """Read what `dump` wrote."""
        if data is None:
            return cls()
        paused = {name: Paused.load(one) for name, one in data["paused"].items()}
        return cls(Clock.load(data["running"]) if data["running"] else None, paused)

    def next_mark(self) -> Mark | None:
        """The next moment at which silence has a consequence."""
        return self.running.marks[0] if self.running and self.running.marks else None

    def rang(self) -> None:
        """The next mark has rung."""
        if self.running is not None:
            self.running = replace(self.running, marks=self.running.marks[1:])


def provisional_year(kept: Mapping[str, Any] | None) -> int | None:
    """Of a case's clocks as they are kept: the year for want of whose table its deadline is provisional."""
    running = kept["running"] if kept else None
    return Clock.load(running).provisional if running else None
