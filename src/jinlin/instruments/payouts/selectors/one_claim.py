"""One claim as an officer sees it: its shares and how they were computed, each try to pay, its exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from jinlin.instruments.payouts.models import Claim
from jinlin.instruments.payouts.rows import found
from jinlin.instruments.payouts.selectors.claims import (
    ClaimInfo,
    TroubleInfo,
    claim_info,
    keeper_of,
    troubles_about,
)
from jinlin.instruments.payouts.selectors.own_shares import OwnShare, shares_of
from jinlin.kernel.cases.selectors import CaseView
from jinlin.lib.errors import NotFound

MOST = 200
_ATTEMPTS = """
SELECT i.plan, a.n, a.file, i.amount, a.state, a.reason, a.sent_at, a.answered_at
  FROM payout_instruction i JOIN payout_attempt a ON a.case_id = i.case_id AND a.instruction = i.n
 WHERE i.case_id = %s AND i.claim = %s ORDER BY i.plan DESC, a.n DESC LIMIT %s
"""


class AttemptInfo(NamedTuple):
    """One try to pay a share: in which file it went out, and what the bank has said of it."""

    plan: int
    n: int
    file: int
    amount: int
    state: str
    reason: str
    sent_at: datetime
    answered_at: datetime | None


class WholeClaim(NamedTuple):
    """A claim with all that became of it; its person is masked. `goes_on_in` is where it was merged into."""

    info: ClaimInfo
    goes_on_in: int | None
    shares: Sequence[OwnShare]
    attempts: Sequence[AttemptInfo]
    troubles: Sequence[TroubleInfo]


def claim_of(view: CaseView, n: int) -> WholeClaim:
    """Claim `n` of a distribution that is at hand (`seen`). NotFound if there is none."""
    case = view.case.id
    one = Claim.objects.filter(case_id=case, n=n).first()
    if one is None:
        raise NotFound(f"没有申报{n}", f"There is no claim {n}")
    keeper = keeper_of(view)
    return WholeClaim(
        claim_info(one, keeper),
        one.goes_on_in,
        shares_of(case, [one])[n],
        [AttemptInfo(*row) for row in found(_ATTEMPTS, [case, n, MOST])],
        troubles_about(view, n),
    )
