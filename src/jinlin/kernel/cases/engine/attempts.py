"""What the product does by itself: done whole, or told in the history and left, so that no case dies of it.

Nobody stands before a step of silence, who could mend what it lacks. Where a person's step would be refused,
the case keeps one event, `not_taken`, with the sentence of the refusal, and goes on to its next moment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import NotPossible, Problem

NOT_TAKEN = "not_taken"


def attempt(work: Work, draft: Draft, step: str, at: datetime, do: Callable[[], None]) -> None:
    """Do a step of the product's own on this case; one that cannot be done leaves nothing but `not_taken`."""
    if work.hopes:
        _do(work, do)
        return
    restore = work.kept()
    try:
        _do(work, do)
    except Problem as problem:
        restore()
        tell(draft, step, at, problem)


def _do(work: Work, do: Callable[[], None]) -> None:
    left = _left_to_others(work) if work.refused else 0
    if work.goes_in_a_circle:
        raise endless()
    do()
    if work.refused is not None and _left_to_others(work) > left:
        raise work.refused


def tell(draft: Draft, step: str, at: datetime, problem: Problem) -> None:
    """Keep in the case's history what was not done, and why."""
    facts = {"step": step, "code": problem.code, "because": problem.say.model_dump()}
    draft.record(NOT_TAKEN, SYSTEM, at, facts)


def endless() -> NotPossible:
    """Steps that set off one another without end."""
    return NotPossible(
        "系统步骤互相引发，没有尽头；请机制的维护人员修正",
        "Steps of the system set off one another without end; the maintainer of the pack must mend it",
    )


def _left_to_others(work: Work) -> int:
    """How many things the change has left to other rooms."""
    return sum(len(one) for draft in work.drafts.values() for one in draft.set_in_motion.values())
