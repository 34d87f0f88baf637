"""Setting the hands of a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import reduce

from jinlin.kernel.cases.clocks.marks import Reckon, mark_at, marks_of
from jinlin.kernel.cases.clocks.shapes import DUE, Clock, Mark, Paused
from jinlin.kernel.cases.definition import State
from jinlin.lib.spans import Span, Unit
from jinlin.lib.working_calendar import WorkingCalendar


def start(name: str, state: State, span: Span, now: datetime, calendar: WorkingCalendar) -> Clock:
    """The clock of state `name`, entered at `now`, with `span` to go."""
    due = mark_at(DUE, calendar, lambda one: one.add(now, span))
    return replace(_ending(name, state, due, span.unit, now, calendar), spans=(str(span),))


def until(
    name: str, state: State, due: datetime, unit: Unit, now: datetime, calendar: WorkingCalendar
) -> Clock:
    """The clock of state `name`, entered at `now`, that ends at `due`."""
    return replace(_ending(name, state, Mark(DUE, due), unit, now, calendar), given=due)


def pause(clock: Clock, now: datetime, calendar: WorkingCalendar) -> Paused:
    """Stop `clock`: keep what is left of it, and of its marks, in its own unit."""
    unit, reckoned = Unit(clock.unit), calendar.provisional
    marks = tuple((mark.name, str(reckoned.left(now, mark.at, unit))) for mark in clock.marks)
    return Paused(clock, now, str(reckoned.left(now, clock.due, unit)), marks)


def resume(paused: Paused, state: State, now: datetime, calendar: WorkingCalendar) -> Clock:
    """Start a stopped clock again. Marks that had rung do not ring again; a limit that had passed stays
    passed, and only what was still to come after it is put off."""
    clock, waiting = paused.clock, {name for name, _ in paused.marks_left}
    if DUE not in waiting:
        marks = _put_off(paused.marks_left, now, calendar)
        return replace(clock, since=now, spans=(), given=clock.due, marks=marks)
    span = Span.parse(paused.left)
    due = mark_at(DUE, calendar, lambda one: one.add(now, span))
    marks = tuple(mark for mark in marks_of(state, now, due, calendar) if mark.name in waiting)
    version = calendar.version(clock.started, due.at)
    again = replace(clock, unit=span.unit, due=due.at, marks=marks, calendar=version)
    return replace(again, since=now, spans=(str(span),), given=None)


def extend(clock: Clock, state: State, span: Span, calendar: WorkingCalendar) -> Clock:
    """Move the deadline of `clock` by `span`, and with it every mark, rung or not, that is not yet past."""
    due = mark_at(DUE, calendar, lambda one: one.after(clock.due, span), clock.provisional)
    return replace(
        clock,
        due=due.at,
        marks=marks_of(state, clock.due, due, calendar),
        calendar=calendar.version(clock.started, due.at),
        spans=(*clock.spans, str(span)),
        extended=clock.extended + 1,
    )


def settle(clock: Clock, state: State, calendar: WorkingCalendar) -> Clock:
    """`clock` computed again, now that a year has its table for want of which it was provisional.

    Marks that have rung stay so. A limit that had passed before the clock stood still stays passed.
    """
    waiting = {mark.name for mark in clock.marks}
    if DUE not in waiting and clock.since > clock.due:
        left = calendar.provisional.left
        rest = tuple((mark.name, str(left(clock.since, mark.at, Unit(clock.unit)))) for mark in clock.marks)
        return replace(clock, marks=_put_off(rest, clock.since, calendar))
    due = mark_at(DUE, calendar, lambda one: _due(clock, one))
    marks = tuple(mark for mark in marks_of(state, clock.since, due, calendar) if mark.name in waiting)
    return replace(clock, due=due.at, marks=marks, calendar=calendar.version(clock.started, due.at))


def _ending(
    name: str, state: State, due: Mark, unit: Unit, now: datetime, calendar: WorkingCalendar
) -> Clock:
    marks, version = marks_of(state, now, due, calendar), calendar.version(now, due.at)
    return Clock(name, unit, now, due.at, marks, version, since=now)


def _due(clock: Clock, calendar: WorkingCalendar) -> datetime:
    """Where the spans of `clock` lead to; extensions follow on the deadline before them."""
    spans = [Span.parse(text) for text in clock.spans]
    if clock.given is None:
        return reduce(calendar.after, spans[1:], calendar.add(clock.since, spans[0]))
    return reduce(calendar.after, spans, clock.given)


def _put_off(left: tuple[tuple[str, str], ...], now: datetime, calendar: WorkingCalendar) -> tuple[Mark, ...]:
    """Marks of which so much was left, from `now` on."""
    return tuple(mark_at(name, calendar, _adding(now, Span.parse(text))) for name, text in left)


def _adding(now: datetime, span: Span) -> Reckon:
    return lambda calendar: calendar.add(now, span)
