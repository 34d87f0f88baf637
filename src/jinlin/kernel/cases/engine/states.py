"""Entering a state: its clock, closing, reopening."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from jinlin.kernel.cases import clocks
from jinlin.kernel.cases.definition import FromField, FromTable, State
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import decide
from jinlin.kernel.cases.engine import family
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.facts import CaseFacts
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.lib.clock import in_utc, local_moment
from jinlin.lib.spans import Span, Unit
from jinlin.lib.working_calendar import WorkingCalendar


def enter(work: Work, draft: Draft, name: str, actor: Actor, now: datetime) -> None:
    """The case is now in state `name`."""
    was_closed = draft.case.closed_at is not None
    came_from = draft.definition.states[draft.case.state]
    state = draft.definition.states[name]
    draft.case.state = name
    _set_clock(work, draft, came_from, now)
    if state.final and not was_closed:
        _close(work, draft, state, actor, now)
    elif was_closed and not state.final:
        _reopen(work, draft, actor, now)


def deadline(draft: Draft) -> dict[str, Any]:
    """The deadline that now runs, with the version of the calendar it was computed with."""
    return draft.clocks.running.told if draft.clocks.running else {}


def _set_clock(work: Work, draft: Draft, came_from: State, now: datetime) -> None:
    """A clock runs on, stands still, goes on with what was left, or starts anew; see `definition.State`."""
    held, name = draft.clocks, draft.case.state
    state, calendar = draft.definition.states[name], work.world.calendar
    running = held.running
    if running and (state.keeps == running.state or came_from.keeps == running.state == name):
        return
    if running and state.pauses == running.state:
        held.paused[running.state] = clocks.pause(running, now, calendar)
    owner = state.keeps or name
    stopped = held.paused.pop(owner, None) if came_from.pauses == owner else None
    if stopped:
        held.running = clocks.resume(stopped, draft.definition.states[owner], now, calendar)
    else:
        held.running = _fresh(work, draft, now)
    if state.pauses is None:
        held.paused.clear()


def _fresh(work: Work, draft: Draft, now: datetime) -> clocks.Clock | None:
    name, calendar = draft.case.state, work.world.calendar
    state = draft.definition.states[name]
    if state.within is None:
        return None
    if isinstance(state.within, FromField):
        return _from_field(draft, state.within.field, now, calendar)
    span = state.within
    if isinstance(span, FromTable):
        finding = decide(work, draft, span.table, CaseFacts(work, draft, SYSTEM, now), now)
        span = str(finding.outcome[span.outcome])
    return clocks.start(name, state, Span.parse(span), now, calendar)


def _from_field(draft: Draft, field: str, now: datetime, calendar: WorkingCalendar) -> clocks.Clock | None:
    """A clock from a field: a span to go, a day that ends it at 24:00, or a moment; none if it is empty."""
    name, value = draft.case.state, draft.plain(field)
    state, kind = draft.definition.states[name], draft.definition.fields[field].type
    if value is None:
        return None
    if kind == "span":
        return clocks.start(name, state, Span.parse(value), now, calendar)
    if kind == "date":
        due = local_moment(date.fromisoformat(value) + timedelta(days=1))
        return clocks.until(name, state, due, Unit.DAYS, now, calendar)
    return clocks.until(name, state, in_utc(datetime.fromisoformat(value)), Unit.MINUTES, now, calendar)


def _close(work: Work, draft: Draft, state: State, actor: Actor, now: datetime) -> None:
    case = draft.case
    case.closed_at, case.outcome = now, state.outcome or case.state
    draft.record("closed", actor, now, {"outcome": case.outcome})
    if draft.definition.retention:
        draft.retention_at = Span.parse(draft.definition.retention.keep).ends(now)
        draft.retention_changed = True
    family.tell_parent_of_closing(work, draft, now)


def _reopen(work: Work, draft: Draft, actor: Actor, now: datetime) -> None:
    draft.record("reopened", actor, now, {"outcome": draft.case.outcome})
    family.tell_parent_of_reopening(work, draft, now)
    draft.case.closed_at, draft.case.outcome, draft.case.merged_into = None, None, None
    draft.retention_at, draft.retention_changed = None, True
