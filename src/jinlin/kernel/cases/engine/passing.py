"""Time passes: silence has its consequences, each at its own moment, however late anybody looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinlin.kernel.cases import clocks
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import run_effects
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.registry.actors import SYSTEM


def advance(work: Work, draft: Draft, now: datetime) -> None:
    """Ring every mark of the case's clock that has come by `now`; what one brings may change the next.

    A provisional mark brings nothing: it waits for the holiday table of its year.
    """
    settle(work, draft, now)
    while (mark := draft.clocks.next_mark()) is not None and mark.at <= now and not draft.is_final:
        if mark.lacks:
            return
        _ring(work, draft, mark)


def settle(work: Work, draft: Draft, now: datetime) -> None:
    """Compute again what was provisional for want of a holiday table that is there now."""
    held, calendar, states = draft.clocks, work.world.calendar, draft.definition.states
    for name, stopped in held.paused.items():
        if not stopped.clock.lacking.isdisjoint(calendar.tables):
            clock = clocks.settle(stopped.clock, states[name], calendar)
            held.paused[name] = clocks.pause(clock, stopped.at, calendar)
            _tell(draft, stopped.clock, clock, now)
    if (running := held.running) and not running.lacking.isdisjoint(calendar.tables):
        held.running = clocks.settle(running, states[running.state], calendar)
        _tell(draft, running, held.running, now)


def _tell(draft: Draft, before: clocks.Clock, after: clocks.Clock, now: datetime) -> None:
    facts: dict[str, Any] = {"tables": sorted(before.lacking), "was": before.due.isoformat(), **after.told}
    draft.record("recomputed", SYSTEM, now, facts)


def _ring(work: Work, draft: Draft, mark: clocks.Mark) -> None:
    running = draft.clocks.running
    if running is None:
        return
    draft.clocks.rang()
    facts: dict[str, Any] = {"due": running.due.isoformat(), "holder": draft.case.holder}
    draft.record(f"lapse.{running.state}.{mark.name}", SYSTEM, mark.at, facts)
    does = clocks.consequences(draft.definition.states[running.state], mark.name)
    run_effects(work, does, draft, SYSTEM, mark.at, facts, mark=mark.name)
    work.do_what_waits()
