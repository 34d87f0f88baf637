"""The shares of single claims: how each was computed, and where its money is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from jinlin.instruments.payouts.models import Allocation, Attempt, Claim, Instruction, Plan
from jinlin.instruments.payouts.shares import Ratio

NO_RATIO = Ratio(0, 1)


class OwnShare(NamedTuple):
    """A share in one plan, how it was computed, and where the money is. Amounts in fen.

    `place` is empty until the plan is approved. `has_line`: a line of the plan says so, as it does not of
    what an heir has of somebody else's share. `slip_no` is the number of the bank's deposit slip, if one was
    issued; `sent_at` is when the payment that stands went to the bank.
    """

    plan: int
    round: int
    approved: bool
    loss: int
    had: int
    share: int
    ratio: Ratio
    held: str
    place: str
    attempts: int
    trouble: str
    slip_no: str
    sent_at: datetime | None
    has_line: bool


def shares_of(case: int, claims: Sequence[Claim]) -> Mapping[int, list[OwnShare]]:
    """The shares of each of these claims, by number, oldest first: of every round the version that stands.
    Four statements whatever the number of claims."""
    plans = {one.n: one for one in _standing(case)}
    among = {"case_id": case, "plan__in": plans, "claim__in": [one.n for one in claims]}
    given = {(one.claim, one.plan): one for one in Allocation.objects.filter(**among)}
    sent = {(one.claim, one.plan): one for one in Instruction.objects.filter(**among)}
    tries = _living(case, sent.values())
    found: dict[int, list[OwnShare]] = {one.n: [] for one in claims}
    for claim in claims:
        for n, plan in plans.items():
            line, paid = given.get((claim.n, n)), sent.get((claim.n, n))
            if line is not None:
                found[claim.n].append(_share(plan, line, paid, tries))
            elif paid is not None:
                found[claim.n].append(_share(plan, _inherited(claim, paid), paid, tries, has_line=False))
    return found


def _standing(case: int) -> Iterable[Plan]:
    """The last version of each round."""
    last = {one.round: one for one in Plan.objects.filter(case_id=case).order_by("n")}
    return last.values()


def _living(case: int, sent: Iterable[Instruction]) -> Mapping[int, Attempt]:
    """The attempt that lives, by instruction: of each there is at most one."""
    tried = [one.n for one in sent if one.attempts]
    found = Attempt.objects.filter(case_id=case, instruction__in=tried, live=True)
    return {one.instruction: one for one in found.only("instruction", "slip_no", "sent_at")}


def _inherited(claim: Claim, paid: Instruction) -> Allocation:
    return Allocation(
        case_id=claim.case_id, plan=paid.plan, claim=claim.n, tier=claim.tier, loss=claim.loss,
        had=claim.had - paid.amount, share=paid.amount, held="",
    )  # fmt: skip


def _share(
    plan: Plan, line: Allocation, paid: Instruction | None, tries: Mapping[int, Attempt],
    has_line: bool = True,
) -> OwnShare:  # fmt: skip
    live = tries.get(paid.n) if paid else None
    return OwnShare(
        plan=plan.n,
        round=plan.round,
        approved=plan.approved_at is not None,
        loss=line.loss,
        had=line.had,
        share=line.share,
        ratio=Ratio(*plan.ratios.get(line.tier, NO_RATIO)),
        held=paid.held if paid else line.held,
        place=paid.place if paid else "",
        attempts=paid.attempts if paid else 0,
        trouble=paid.trouble if paid else "",
        slip_no=live.slip_no if live else "",
        sent_at=live.sent_at if live else None,
        has_line=has_line,
    )
