"""The proof that one's own line is part of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.leaves import Line, leaf
from jinlin.instruments.payouts.models import Allocation, Plan
from jinlin.instruments.payouts.rows import found
from jinlin.instruments.payouts.selectors.own_shares import NO_RATIO
from jinlin.instruments.payouts.selectors.proving import Proven, opened
from jinlin.instruments.payouts.shares import Ratio
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.journal import merkle
from jinlin.kernel.journal import selectors as journal
from jinlin.lib.errors import NotFound

_LINES = """
SELECT claim, tier, loss, had, share, held FROM payout_allocation
 WHERE case_id = %s AND plan = %s ORDER BY claim
"""


class LineOf(NamedTuple):
    """The root of a plan, and the hash of one claimant's line in it."""

    root: str
    leaf: str


def own_proof(proven: Proven, plan: int) -> dict[str, Any]:
    """The proof that one's own line is part of the plan whose root the journal holds: `jinlin-verify` checks
    it. NotFound if one is not in the plan; NotPossible until the journal is sealed."""
    keeper = opened(proven).keeper
    made = Plan.objects.filter(case_id=proven.case, n=plan).first()
    lines = [Line(*row) for row in found(_LINES, [proven.case, plan])] if made else []
    place = next((at for at, one in enumerate(lines) if one.claim == proven.n), None)
    if made is None or place is None:
        raise NotFound(f"方案{plan}中没有您的份额", f"Plan {plan} has no share of yours")
    leaves = [_leaf(proven.number, made, one, keeper) for one in lines]
    return {
        "version": "jinlin-share-1",
        "line": leaves[place].decode(),
        "index": place,
        "size": len(leaves),
        "path": [one.hex() for one in merkle.path(leaves, place)],
        "proof": journal.proof(f"case/{proven.case}", made.event).model_dump(),
    }


def lines_of(view: CaseView, plan: int, claims: Sequence[int], keeper: Keeper) -> Mapping[int, LineOf]:
    """What is printed of the proof on the papers of these claims; nothing of who has no line in the plan."""
    case, number = view.case.id, view.case.number
    made = Plan.objects.filter(case_id=case, n=plan).first()
    if made is None:
        return {}
    rows = Allocation.objects.filter(case_id=case, plan=plan, claim__in=claims).values_list(*Line._fields)
    told = {row[0]: _leaf(number, made, Line(*row), keeper) for row in rows}
    root = bytes(made.root).hex()
    return {claim: LineOf(root, merkle.leaf_hash(one).hex()) for claim, one in told.items()}


def _leaf(number: str, made: Plan, line: Line, keeper: Keeper) -> bytes:
    ratio = Ratio(*made.ratios.get(line.tier, NO_RATIO))
    return leaf(number, made.n, line, ratio, keeper.salt(made.n, line.claim))
