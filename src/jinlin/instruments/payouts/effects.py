"""The effect `payout`: an action of a case sets one step of its distribution in motion.

The case says who may take the action, in which state and within which time; the step says what is done.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import RootModel

from jinlin.instruments.payouts.actions import steps
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects import registry as effects
from jinlin.kernel.cases.effects.registry import Step
from jinlin.lib.clauses import Clause
from jinlin.lib.rows import document

ROOM = "payouts"

_COUNTS = ("changes", "claims", "imports", "plans", "rounds", "instructions", "files", "answers")
_COUNT = f"""
UPDATE payout_distribution d SET {", ".join(f"{name} = d.{name} + v.{name}" for name in _COUNTS)}
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, {", ".join(f"{name} int" for name in _COUNTS)})
 WHERE d.case_id = v.case_id
"""  # noqa: S608 -- our own words


class PayoutParams(RootModel[steps.Name]):
    """The step by its name."""


def register() -> None:
    """Make `payout` known to the kernel, and who stores what it leaves."""
    effects.register("payout", PayoutParams, payout)
    effects.register_writer(ROOM, write)


def payout(step: Step, params: PayoutParams) -> None:
    """Work the step out; what it does is stored with the case."""
    change = steps.STEPS[params.root](Asked(step))
    step.facts["payout"] = {"step": params.root, **change.facts}
    step.draft.set_in_motion.setdefault(ROOM, []).append(change)


def write(waiting: Sequence[tuple[Draft, Change]]) -> Clause:
    """Store the changes, and count them."""
    for _, change in waiting:
        change.store()
    rows = [(change.case, *(change.counts.get(name, 0) for name in _COUNTS)) for _, change in waiting]
    return Clause(_COUNT, [document(("case_id", *_COUNTS), rows)])
