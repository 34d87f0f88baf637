"""Effects on time and on who looks: extend, escalate, ring, take."""

from __future__ import annotations

from typing import Annotated

from jinlin.kernel.cases import clocks
from jinlin.kernel.cases.effects.params import Cel, Ref
from jinlin.kernel.cases.effects.registry import Step, register
from jinlin.kernel.cases.engine.acts import take_as_system
from jinlin.lib.errors import NotPossible
from jinlin.lib.spans import Span


def _extend(step: Step, text: str) -> None:
    running = step.draft.clocks.running
    if running is None:
        raise NotPossible("没有正在计算的期限，无法延期", "No deadline runs, so none can be extended")
    span = Span.parse(str(step.context().value(text)))
    state = step.draft.definition.states[running.state]
    step.draft.clocks.running = clocks.extend(running, state, span, step.work.world.calendar)
    facts = {"by": str(span), **step.draft.clocks.running.told}
    step.draft.record("extended", step.actor, step.now, facts)


def _escalate(step: Step, role: str) -> None:
    step.draft.record("escalated", step.actor, step.now, {"to": role, "mark": step.mark})


def _ring(step: Step, request: str) -> None:
    """What is brought in from elsewhere was answered there, and calls nobody out."""
    if not step.replays:
        _take(step, request)


def _take(step: Step, action: str) -> None:
    step.later(action, lambda: take_as_system(step.work, step.draft, (action,), step.now))


def register_all() -> None:
    """Make these effects known."""
    register("extend", Annotated[str, Cel(gives=frozenset({"text"}))], _extend)
    register("escalate", Annotated[str, Ref("role")], _escalate)
    register("ring", str, _ring)
    register("take", str, _take)
