"""The rehearsal of a plan: its report is kept with the plan, and is part of what is approved.

Shares are the plan's own, names and accounts are made up: nothing of a person goes into a rehearsal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.bank.payments import Batch, Debtor, Payment
from jinlin.instruments.payouts.bank.rehearsal import rehearse as perform
from jinlin.instruments.payouts.models import Allocation, Plan
from jinlin.instruments.payouts.references import Reference
from jinlin.lib import clock
from jinlin.lib.errors import NotMet

PAYER = Debtor("演练付款户", "6200000000000000", "102000000000")
MOST = 5_000
"""So many payments are rehearsed; of a larger plan as many, evenly spread."""
NOTHING_TO_PAY = {"unexplained": 0}


def rehearse(asked: Asked) -> Change:
    """Rehearse the newest plan against the simulated bank of `seed`, or of one drawn from the plan itself."""
    plan = Plan.objects.filter(case_id=asked.distribution.case_id).order_by("n").last()
    if plan is None or plan.approved_at is not None:
        raise NotMet("还没有可演练的分配方案", "There is no plan to rehearse")
    seed = int(asked.answer("seed") or int.from_bytes(bytes(plan.root)[:4], "big"))
    shares = Allocation.objects.filter(case_id=asked.id, plan=plan.n, share__gt=0, held="").order_by("claim")
    every = shares.count() // MOST + 1
    report = _report(asked, seed, list(shares.values_list("claim", "share")[::every]))

    def store() -> None:
        Plan.objects.filter(case_id=asked.id, n=plan.n).update(rehearsal=report)

    return Change(asked.id, {"plan": plan.n, "rehearsal": report}, store)


def _report(asked: Asked, seed: int, shares: Sequence[tuple[int, int]]) -> dict[str, Any]:
    if not shares:
        return {"seed": seed, **NOTHING_TO_PAY}
    at, total = asked.now.astimezone(clock.LOCAL), sum(fen for _, fen in shares)
    batch = Batch("REHEARSAL", at, at.date(), PAYER, _payments(shares), len(shares), total)
    return perform(batch, seed).as_facts()


def _payments(shares: Sequence[tuple[int, int]]) -> Iterator[Payment]:
    for claim, fen in shares:
        yield Payment(str(Reference(0, claim, 1)), fen, "演练收款人", f"62{claim:014}", purpose="演练")
