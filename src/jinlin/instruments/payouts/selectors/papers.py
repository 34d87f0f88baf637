"""What stands in the papers of a distribution: each has the keys that the `example` of its kind has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from jinlin.instruments.payouts.models import BankFile, Claim, Plan
from jinlin.instruments.payouts.rows import found
from jinlin.instruments.payouts.selectors.claims import open_troubles
from jinlin.instruments.payouts.selectors.distribution import money_way
from jinlin.instruments.payouts.shares import Ratio
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.world import World
from jinlin.lib import clock

KINDS = {"transfer": "转账", "slip": "电子存单"}
_LINES = """
SELECT count(*) FILTER (WHERE loss > 0), coalesce(sum(loss) FILTER (WHERE loss > 0), 0),
       count(*) FILTER (WHERE loss <= 0), count(*) FILTER (WHERE held <> '' AND share > 0)
  FROM payout_allocation WHERE case_id = %s AND plan = %s
"""
PLAN, RECONCILIATION = "plan", "reconciliation"
Data = dict[str, Any]


def of_round(n: int) -> str:
    """Under which name the plan of a round is found again."""
    return f"round/{n}"


def newest_plan(case: int) -> Plan | None:
    """The last version of all."""
    return Plan.objects.filter(case_id=case).order_by("n").last()


def plan_data(draft: Draft, plan: Plan, world: World) -> Data:
    """The plan as it goes on notice; `object_until` is when the step ends in which the case is now."""
    claims, losses, excluded, held_claims = found(_LINES, [plan.case_id, plan.n])[0]
    gone = Claim.objects.filter(case_id=plan.case_id, standing="excluded").count()
    due = draft.clocks.running.due if draft.clocks.running else None
    return {
        **_matter(draft),
        "judgment_no": _text(draft, "judgment_no"),
        "plan": plan.n,
        "round": plan.round,
        "recovered": money_way(plan.case_id).recovered,
        "amount": plan.amount,
        "left_over": plan.left_over,
        "claims": claims,
        "losses": int(losses),
        "excluded": excluded + gone,
        "held_claims": held_claims,
        "held": plan.held,
        "ratios": list(_ratios(draft, plan, world)),
        "root": bytes(plan.root).hex(),
        "object_until": _local(due) if due else None,
    }


def reconciliation_data(draft: Draft, now: datetime, bank_balance: int | None) -> Data:
    """Where every fen is now, and the files that went to the bank. `bank_balance` is what the bank's own
    statement shows, in fen; None if nobody looked."""
    case = draft.case.id
    files = BankFile.objects.filter(case_id=case).order_by("n")
    return {
        **_matter(draft),
        "since": local_day(draft.case.opened_at),
        "at": _local(now),
        **{name: _text(draft, name) for name in ("payer_name", "payer_account", "payer_bank")},
        "bank_balance": bank_balance,
        **money_way(case)._asdict(),
        "files": [
            {
                "n": one.n,
                "kind": KINDS[one.kind],
                "payments": one.payments,
                "amount": one.amount,
                "at": local_day(one.made_at),
            }
            for one in files
        ],
        "exceptions": open_troubles(case),
    }


def _ratios(draft: Draft, plan: Plan, world: World) -> Iterator[Mapping[str, Any]]:
    key = f"{draft.definition.pack}/tiers"
    for tier, (paid, owed) in plan.ratios.items():
        row = world.row(key, tier) if world.has_register(key) else None
        percent = Ratio(paid, owed).percent
        yield {"rank": row["name"] if row else tier, "paid": paid, "owed": owed, "percent": percent}


def _matter(draft: Draft) -> Data:
    return {"subject": draft.title or "", "enforcement_no": _text(draft, "enforcement_no")}


def _text(draft: Draft, name: str) -> str:
    return str(draft.plain(name) or "")


def local_day(at: datetime) -> str:
    """The day in China, as papers take it."""
    return _local(at)[:10]


def _local(at: datetime) -> str:
    return at.astimezone(clock.LOCAL).isoformat()
