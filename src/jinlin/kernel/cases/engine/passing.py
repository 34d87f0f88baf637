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
    """Ring every mark of the case's clock that has come by `now`; what one brings may change the next."""
    while (mark := draft.clocks.next_mark()) is not None and mark.at <= now and not draft.is_final:
        _ring(work, draft, mark)


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
