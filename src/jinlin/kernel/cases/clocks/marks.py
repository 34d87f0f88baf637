"""The moments of a clock, and what each of them brings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jinlin.kernel.cases.clocks.shapes import DUE, Mark
from jinlin.kernel.cases.definition import Effects, State
from jinlin.lib.errors import Unready
from jinlin.lib.spans import Span
from jinlin.lib.working_calendar import WorkingCalendar

Reckon = Callable[[WorkingCalendar], datetime]


def mark_at(name: str, calendar: WorkingCalendar, reckon: Reckon, lacks: int | None = None) -> Mark:
    """The mark at the moment that `reckon` finds; provisionally if it stands on what `lacks` a year's table,
    or lacks one itself. Unready if it cannot be reckoned at all."""
    try:
        return Mark(name, reckon(calendar if lacks is None else calendar.provisional), lacks)
    except Unready as lacking:
        return Mark(name, reckon(calendar.provisional), lacking.details["year"])


def marks_of(state: State, after: datetime, due: Mark, calendar: WorkingCalendar) -> tuple[Mark, ...]:
    """The marks of a clock that ends at `due`, in order of time, without warnings due before `after`."""
    early = [mark_at(f"before {text}", calendar, _back(due, text), due.lacks) for text in state.before]
    late = [mark_at(f"after {text}", calendar, _after(due, text), due.lacks) for text in state.then_after]
    marks = [*(mark for mark in early if mark.at > after), due, *late]
    return tuple(sorted(marks, key=lambda mark: mark.at))


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


def _back(due: Mark, text: str) -> Reckon:
    return lambda calendar: calendar.back(due.at, Span.parse(text))


def _after(due: Mark, text: str) -> Reckon:
    return lambda calendar: calendar.after(due.at, Span.parse(text))
