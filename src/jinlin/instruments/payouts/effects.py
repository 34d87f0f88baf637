"""The effects `payout` and `payout_paper`: an action of a case sets one step of its distribution in motion,
or issues a paper about all of it.

The case says who may take the action, in which state and within which time; the step says what is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from django.db.models import Model
from pydantic import RootModel

from jinlin.instruments.payouts.actions import papers, steps
from jinlin.instruments.payouts.actions.apart import require_one_hand
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.covered import kept
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.params import Ref
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.journal.actions import append
from jinlin.lib.clauses import Clause
from jinlin.lib.rows import document
from jinlin.lib.words import Frozen

ROOM = "payouts"

_COUNTS = ("changes", "claims", "imports", "plans", "rounds", "instructions", "files", "answers")
_COUNT = f"""
UPDATE payout_distribution d SET {", ".join(f"{name} = d.{name} + v.{name}" for name in _COUNTS)}
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, {", ".join(f"{name} int" for name in _COUNTS)})
 WHERE d.case_id = v.case_id
"""  # noqa: S608 -- our own words


class PayoutParams(RootModel[steps.Name]):
    """The step by its name."""


class Withdrawn(Frozen):
    """The plan that went on notice does not stand any more."""

    withdraw: Annotated[Literal["plan"], Ref("document")]


class PaperParams(RootModel[Annotated[papers.Name, Ref("document")] | Withdrawn]):
    """The paper by its name in the pack's documents.yaml; or the one that is withdrawn."""


def payout(step: Step, params: PayoutParams) -> None:
    """Work the step out; what it does is stored with the case."""
    asked = Asked(step)
    require_one_hand(asked, params.root)
    change = steps.STEPS[params.root](asked)
    step.facts["payout"] = {"step": params.root, **change.facts}
    step.draft.set_in_motion.setdefault(ROOM, []).append(change)


def payout_paper(step: Step, params: PaperParams) -> None:
    """Issue the paper once the case has entered its new state, which it tells; or withdraw it."""
    name = params.root
    if isinstance(name, Withdrawn):
        papers.withdraw_plan(step)
        return
    step.facts.setdefault("issued", []).append(name)
    if not step.replays:
        step.later("payout_paper", lambda: papers.issue(step, name))


def write(waiting: Sequence[tuple[Draft, Change]]) -> Clause:
    """Store the changes, vouch for what then stands there, and count them."""
    for _, change in waiting:
        change.store()
    for case in sorted({change.case for _, change in waiting}):
        append([kept(case, "rows", _touched([one for _, one in waiting if one.case == case]))])
    rows = [(change.case, *(change.counts.get(name, 0) for name in _COUNTS)) for _, change in waiting]
    return Clause(_COUNT, [document(("case_id", *_COUNTS), rows)])


def _touched(changes: Sequence[Change]) -> frozenset[type[Model]] | None:
    found: frozenset[type[Model]] = frozenset()
    for one in changes:
        if one.touches is None:
            return None
        found |= one.touches
    return found
