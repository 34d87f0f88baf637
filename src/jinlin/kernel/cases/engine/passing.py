"""Time passes: silence has its consequences, each at its own moment, however late anybody looks."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from jinlin.kernel.cases import clocks
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import run_effects
from jinlin.kernel.cases.engine.attempts import attempt, endless, tell
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.registry.actors import SYSTEM

MOST_AT_ONCE = 50
"""How many moments may follow one another without time going on."""


def advance(work: Work, draft: Draft, now: datetime) -> None:
    """Ring every mark of the case's clock that has come by `now`; what one brings may change the next.

    A provisional mark brings nothing: it waits for the holiday table of its year.
    """
    settle(work, draft, now)
    latest, still = None, 0
    while (mark := draft.clocks.next_mark()) is not None and mark.at <= now and not draft.is_final:
        if mark.lacks:
            return
        still = still + 1 if latest is not None and mark.at <= latest else 0
        latest = mark.at if latest is None else max(latest, mark.at)
        _ring(work, draft, mark, is_endless=still > MOST_AT_ONCE)


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


def _ring(work: Work, draft: Draft, mark: clocks.Mark, *, is_endless: bool) -> None:
    """One moment of silence. Each of its consequences is a step of its own: one that cannot be does not
    keep the next from being."""
    running = draft.clocks.running
    if running is None:
        return
    draft.clocks.rang()
    facts: dict[str, Any] = {"due": running.due.isoformat(), "holder": draft.case.holder}
    draft.record(f"lapse.{running.state}.{mark.name}", SYSTEM, mark.at, facts)
    if is_endless:
        tell(draft, mark.name, mark.at, endless())
        return
    for effect in clocks.consequences(draft.definition.states[running.state], mark.name):
        run = partial(run_effects, work, (effect,), draft, SYSTEM, mark.at, facts, mark.name)
        attempt(work, draft, effect.name, mark.at, run)
    work.do_what_waits()
    draft.settled = len(draft.entries)
