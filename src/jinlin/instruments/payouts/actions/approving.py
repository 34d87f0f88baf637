"""Approval: the shares of the newest plan become instructions, and what must be kept is set aside."""

from __future__ import annotations

from typing import Any

from jinlin.instruments.payouts import holding
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Instruction, Plan
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import done, found
from jinlin.instruments.planner import note_growth
from jinlin.lib.errors import NotMet

# A share is looked at anew: who objected after the plan was made is not paid.
_INSTRUCT = f"""
INSERT INTO payout_instruction (case_id, n, plan, claim, amount, place, held, ready, attempts, trouble)
SELECT case_id, %(last)s + row_number() OVER (ORDER BY claim), plan, claim, share,
       CASE WHEN because = '' THEN 'pool' ELSE 'held' END, because, because = '', 0, ''
  FROM (SELECT a.*, {holding.BECAUSE} AS because
          FROM payout_allocation a JOIN payout_claim c ON c.case_id = a.case_id AND c.n = a.claim
         WHERE a.case_id = %(case)s AND a.plan = %(plan)s AND a.share > 0) s
"""  # noqa: S608 -- our own words
_HAVE = """
UPDATE payout_claim c SET had = c.had + a.share FROM payout_allocation a
 WHERE a.case_id = %(case)s AND a.plan = %(plan)s AND a.share > 0 AND c.case_id = a.case_id AND c.n = a.claim
"""
_HELD = """
SELECT claim, amount FROM payout_instruction WHERE case_id = %s AND plan = %s AND place = 'held' ORDER BY n
"""


def approve(asked: Asked) -> Change:
    """Approve the newest plan. NotMet if there is none, if claims have changed since, or if it was not
    rehearsed without a difference: the report of the rehearsal is part of what is approved."""
    plan = newest(asked)
    instructions = found(
        "SELECT count(*) FROM payout_allocation WHERE case_id = %s AND plan = %s AND share > 0",
        [asked.id, plan.n],
    )[0][0]
    facts = {
        "plan": plan.n, "root": bytes(plan.root).hex(), "instructions": instructions,
        "rehearsal": plan.rehearsal,
    }  # fmt: skip
    counts = {"instructions": instructions, "rounds": 1, "changes": 1}
    return Change(asked.id, facts, lambda: _store(asked, plan), counts)


def newest(asked: Asked) -> Plan:
    """The newest plan, if it can be approved as it stands."""
    plan = Plan.objects.filter(case_id=asked.distribution.case_id).order_by("n").last()
    if plan is None or plan.approved_at is not None:
        raise NotMet("还没有待批准的分配方案", "There is no plan to approve")
    if plan.changes != asked.distribution.changes:
        raise NotMet(
            "方案作出后申报有变动，请重新制作方案",
            "Claims have changed since the plan was made; make it anew",
        )
    if plan.rehearsal is None or plan.rehearsal["unexplained"]:
        raise NotMet(
            "方案须先演练发放且账目无差异",
            "The plan must first be rehearsed, with no difference in the books",
        )
    return plan


def _store(asked: Asked, plan: Plan) -> None:
    values: dict[str, Any] = {
        "case": asked.id, "plan": plan.n, "last": asked.distribution.instructions,
    }  # fmt: skip
    note_growth(Instruction._meta.db_table, done(_INSTRUCT, values))
    done(_HAVE, values)
    Plan.objects.filter(case_id=asked.id, n=plan.n).update(approved_at=asked.now)
    held = found(_HELD, [asked.id, plan.n])
    post(asked, (Move(f"{plan.round}/{claim}/held", "pool", "held", fen) for claim, fen in held))
