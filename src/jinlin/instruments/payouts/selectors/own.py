"""What one claimant sees: their own claim, and nobody else's name, number or money."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.leaves import Line, leaf
from jinlin.instruments.payouts.models import Allocation, Claim, Instruction, Plan
from jinlin.instruments.payouts.rows import found
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.shares import Ratio
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.journal import merkle
from jinlin.kernel.journal import selectors as journal
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import NotFound
from jinlin.lib.ids import check_resident_id
from jinlin.lib.text import mask_name
from jinlin.lib.words import Words

_NO_RATIO = Ratio(0, 1)
_LINES = """
SELECT claim, tier, loss, had, share, held FROM payout_allocation
 WHERE case_id = %s AND plan = %s ORDER BY claim
"""


class OwnShare(NamedTuple):
    """A share in one plan, how it was computed, and where the money is. Amounts in fen."""

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


class OwnClaim(NamedTuple):
    """A claimant's own claim."""

    number: str
    n: int
    name: str
    paid_in: int
    returned: int
    loss: int
    standing: str
    frozen: bool
    way: str
    shares: Sequence[OwnShare]


class Found(NamedTuple):
    """A claim whose person has shown number and code."""

    case: int
    claim: Claim
    keeper: Keeper


def find_own(number: str, id_no: str, code: str) -> Found:
    """The claim of whoever knows its identity number and its code; NotFound, the same whichever is wrong."""
    view = case_for(number, SYSTEM)
    keeper, shown = keeper_of(view), "".join(code.upper().split())
    theirs = Claim.objects.filter(case_id=view.case.id, id_digest=keeper.person(check_resident_id(id_no)))
    for claim in theirs.order_by("n"):
        if hmac.compare_digest(keeper.code(claim.n).encode(), shown.encode("utf-8", "replace")):
            return Found(view.case.id, claim, keeper)
    raise NotFound(
        "没有查到：请核对案号、身份证号和查询码",
        "Nothing was found: check the case number, your identity number and the code",
        help=Words(
            zh="法院不会打电话索要验证码、密码或转账。",
            en="The court never calls to ask for codes, passwords or transfers.",
        ),
    )


def own_claim(number: str, id_no: str, code: str) -> OwnClaim:
    """What was claimed and verified, the share of each plan and how it was computed, where the money is."""
    case, claim, keeper = find_own(number, id_no, code)
    name = mask_name(keeper.open(claim.n, claim.sealed)["name"])
    return OwnClaim(
        number, claim.n, name, claim.paid_in, claim.returned, claim.loss, claim.standing, claim.frozen,
        claim.way, _shares(case, claim.n),
    )  # fmt: skip


def _shares(case: int, claim: int) -> list[OwnShare]:
    given = {one.plan: one for one in Allocation.objects.filter(case_id=case, claim=claim)}
    sent = {one.plan: one for one in Instruction.objects.filter(case_id=case, claim=claim)}
    plans = Plan.objects.filter(case_id=case, n__in=given).order_by("n")
    return [_share(one, given[one.n], sent.get(one.n)) for one in plans]


def _share(plan: Plan, given: Allocation, sent: Instruction | None) -> OwnShare:
    ratio = Ratio(*plan.ratios.get(given.tier, _NO_RATIO))
    held = sent.held if sent else given.held
    where = (sent.place, sent.attempts, sent.trouble) if sent else ("", 0, "")
    return OwnShare(
        plan.n,
        plan.round,
        plan.approved_at is not None,
        given.loss,
        given.had,
        given.share,
        ratio,
        held,
        *where,
    )


def own_proof(number: str, id_no: str, code: str, plan: int) -> dict[str, Any]:
    """The proof that one's own line is part of the plan whose root the journal holds: `jinlin-verify` checks
    it. NotFound if one is not in the plan; NotPossible until the journal is sealed."""
    case, claim, keeper = find_own(number, id_no, code)
    if not Allocation.objects.filter(case_id=case, plan=plan, claim=claim.n).exists():
        raise NotFound(f"方案{plan}中没有您的份额", f"Plan {plan} has no share of yours")
    made = Plan.objects.get(case_id=case, n=plan)
    leaves, claims = _leaves(case, plan, number, keeper, made)
    place = claims.index(claim.n)
    return {
        "version": "jinlin-share-1",
        "line": leaves[place].decode(),
        "index": place,
        "size": len(leaves),
        "path": [one.hex() for one in merkle.path(leaves, place)],
        "proof": journal.proof(f"case/{case}", made.event).model_dump(),
    }


def _leaves(case: int, plan: int, number: str, keeper: Keeper, made: Plan) -> tuple[list[bytes], list[int]]:
    lines = [Line(*row) for row in found(_LINES, [case, plan])]
    leaves = [
        leaf(number, plan, one, Ratio(*made.ratios.get(one.tier, _NO_RATIO)), keeper.salt(plan, one.claim))
        for one in lines
    ]
    return leaves, [one.claim for one in lines]
