"""The papers about a whole distribution: the plan as it goes on notice, the statement of reconciliation."""

from __future__ import annotations

from typing import Literal

from jinlin.instruments.documents import actions as documents
from jinlin.instruments.documents import selectors as issued
from jinlin.instruments.documents.validity import Status
from jinlin.instruments.payouts.selectors.papers import (
    PLAN,
    newest_plan,
    of_round,
    plan_data,
    reconciliation_data,
)
from jinlin.kernel.cases.effects.registry import Step
from jinlin.lib.errors import NotMet

Name = Literal["plan", "reconciliation"]


def issue(step: Step, name: Name) -> None:
    """Issue the paper in the place of its like: a plan in that of an earlier version of the same round."""
    if name == PLAN:
        _issue_plan(step)
    else:
        # what was typed for an earlier statement says nothing of this one
        balance = step.facts.get("answers", {}).get("bank_balance")
        documents.supersede_for(step, name, reconciliation_data(step.draft, step.now, balance))


def withdraw_plan(step: Step) -> None:
    """A plan that was not approved is made anew: what went on notice does not stand any more."""
    plan, case = newest_plan(step.draft.case.id), step.draft.case
    if plan is None or plan.approved_at is not None:
        return
    served = issued.of_recipient(case.number, f"{case.pack}/{PLAN}", of_round(plan.round))
    if served and served[0].status is Status.IN_FORCE:
        documents.withdraw_for(step, PLAN, recipient=of_round(plan.round))


def _issue_plan(step: Step) -> None:
    plan = newest_plan(step.draft.case.id)
    if plan is None:
        raise NotMet("还没有分配方案", "There is no plan yet")
    data = plan_data(step.draft, plan, step.work.world)
    documents.supersede_for(step, PLAN, data, recipient=of_round(plan.round))
