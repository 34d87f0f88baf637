"""The running deadline of a case: started, paused, resumed, extended, and what each of its marks brings.

A clock belongs to the state that started it. Its marks are the moments at which silence has a
consequence: `before <span>`, `due`, `after <span>`. All moments are computed when the clock starts, with
the working calendar of that day, whose version it keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from jinlin.kernel.cases.definition import Effects, State
from jinlin.lib.spans import Span, Unit
from jinlin.lib.working_calendar import WorkingCalendar

DUE = "due"


@dataclass(frozen=True)
class Mark:
    """One moment of a clock, and whether it has rung."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Clock:
    """A deadline that runs. `marks` are those that have not rung yet, in order of time."""

    state: str
    unit: str
    started: datetime
    due: datetime
    marks: tuple[Mark, ...]
    calendar: str
    extended: int = 0

    def dump(self) -> dict[str, Any]:
        """The clock as JSON."""
        return {
            "state": self.state,
            "unit": self.unit,
            "started": self.started.isoformat(),
            "due": self.due.isoformat(),
            "marks": [[mark.name, mark.at.isoformat()] for mark in self.marks],
            "calendar": self.calendar,
            "extended": self.extended,
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Clock:
        """Read what `dump` wrote."""
        return cls(
            state=data["state"],
            unit=data["unit"],
            started=datetime.fromisoformat(data["started"]),
            due=datetime.fromisoformat(data["due"]),
            marks=tuple(Mark(name, datetime.fromisoformat(at)) for name, at in data["marks"]),
            calendar=data["calendar"],
            extended=data["extended"],
        )


@dataclass(frozen=True)
class Paused:
    """A clock that stands still: what was left of it, and of each mark that had not rung, in its own unit."""

    clock: Clock
    left: str
    marks_left: tuple[tuple[str, str], ...]

    def dump(self) -> dict[str, Any]:
        """As JSON."""
        return {"clock": self.clock.dump(), "left": self.left, "marks_left": self.marks_left}

    @classmethod
    def load(cls, data: dict[str, Any]) -> Paused:
        """Read what `dump` wrote."""
        marks = tuple((name, left) for name, left in data["marks_left"])
        return cls(Clock.load(data["clock"]), data["left"], marks)


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


def start(name: str, state: State, span: Span, now: datetime, calendar: WorkingCalendar) -> Clock:
    """The clock of state `name`, entered at `now`, with `span` to go."""
    return until(name, state, calendar.add(now, span), span.unit, now, calendar)


def until(
    name: str, state: State, due: datetime, unit: Unit, now: datetime, calendar: WorkingCalendar
) -> Clock:
    """The clock of state `name`, entered at `now`, that ends at `due`."""
    return Clock(name, unit, now, due, _marks(state, now, due, calendar), calendar.version(now, due))


def pause(clock: Clock, now: datetime, calendar: WorkingCalendar) -> Paused:
    """Stop `clock`: keep what is left of it, and of its marks, in its own unit."""
    unit = Unit(clock.unit)
    marks = tuple((mark.name, str(calendar.left(now, mark.at, unit))) for mark in clock.marks)
    return Paused(clock, str(calendar.left(now, clock.due, unit)), marks)


def resume(paused: Paused, state: State, now: datetime, calendar: WorkingCalendar) -> Clock:
    """Start a stopped clock again. Marks that had rung do not ring again; a limit that had passed stays
    passed, and only what was still to come after it is put off."""
    clock, waiting = paused.clock, {name for name, _ in paused.marks_left}
    if DUE not in waiting:
        marks = tuple(Mark(name, calendar.add(now, Span.parse(left))) for name, left in paused.marks_left)
        return replace(clock, marks=marks)
    span = Span.parse(paused.left)
    due = calendar.add(now, span)
    marks = tuple(mark for mark in _marks(state, now, due, calendar) if mark.name in waiting)
    version = calendar.version(clock.started, due)
    return replace(clock, unit=span.unit, due=due, marks=marks, calendar=version)


def extend(clock: Clock, state: State, span: Span, calendar: WorkingCalendar) -> Clock:
    """Move the deadline of `clock` by `span`, and with it every mark, rung or not, that is not yet past."""
    due = calendar.after(clock.due, span)
    return replace(
        clock,
        due=due,
        marks=_marks(state, clock.due, due, calendar),
        calendar=calendar.version(clock.started, due),
        extended=clock.extended + 1,
    )


def mark_names(state: State) -> list[str]:
    """Every mark that the state's clock can have."""
    return [
        *(f"before {span}" for span in state.before),
        DUE,
        *(f"after {span}" for span in state.then_after),
    ]


def consequences(state: State, mark: str) -> Effects:
    """What the state says happens at `mark`."""
    if mark == DUE:
        return state.on_lapse
    when, _, span = mark.partition(" ")
    return (state.before if when == "before" else state.then_after)[span]


def _marks(state: State, after: datetime, due: datetime, calendar: WorkingCalendar) -> tuple[Mark, ...]:
    early: Sequence[Mark] = [
        Mark(f"before {span}", calendar.back(due, Span.parse(span))) for span in state.before
    ]
    late = [Mark(f"after {span}", calendar.after(due, Span.parse(span))) for span in state.then_after]
    marks = [*(mark for mark in early if mark.at > after), Mark(DUE, due), *late]
    return tuple(sorted(marks, key=lambda mark: mark.at))
