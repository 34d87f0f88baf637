"""What stands in the papers of one claimant: nobody else is named in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.documents.actions import Given
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Claim
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.own_proof import LineOf, lines_of
from jinlin.instruments.payouts.selectors.own_shares import OwnShare, shares_of
from jinlin.instruments.payouts.selectors.papers import local_day
from jinlin.instruments.payouts.telling import held_in_words, place_in_words, standing_in_words
from jinlin.kernel.cases.selectors import CaseView

CLAIM_PAPER, PAYMENT_NOTICE = "claim_paper", "payment_notice"
SENT = frozenset({"in_flight", "paid"})
PAGE = 2000
_BANK = ("payer_bank", "payer_bank_code")  # the name by which people know it, or its number


class Holder(NamedTuple):
    """A claim with who it is of, and its shares."""

    claim: Claim
    who: Mapping[str, str]
    shares: Sequence[OwnShare]


def papers_of_all(view: CaseView, name: str) -> Iterator[Given]:
    """The papers of one kind for every claimant who can have one, with `PAGE` claims in memory."""
    keeper, after = keeper_of(view), 0
    while page := list(Claim.objects.filter(case_id=view.case.id, n__gt=after).order_by("n")[:PAGE]):
        after = page[-1].n
        yield from _papers(view, keeper, page, name)


def papers_of(view: CaseView, claim: Claim, name: str) -> list[Given]:
    """The same for one claim, the oldest first; none if there is nothing to tell yet."""
    return list(_papers(view, keeper_of(view), [claim], name))


def _papers(view: CaseView, keeper: Keeper, claims: Sequence[Claim], name: str) -> Iterator[Given]:
    shares = shares_of(view.case.id, claims)
    last = max((one.plan for of_one in shares.values() for one in of_one), default=0)
    lines = lines_of(view, last, [one.n for one in claims], keeper)
    for claim in claims:
        holder = Holder(claim, keeper.open(claim.n, claim.sealed), shares[claim.n])
        if name == PAYMENT_NOTICE:
            yield from (_notice(view, holder, one) for one in holder.shares if one.place in SENT)
        else:
            yield _claim_paper(view, holder, lines.get(claim.n, LineOf("", "")))


def recipient(name: str, claim: int, plan: int) -> str:
    """Under which name a paper of a claimant is found again."""
    return f"claim/{claim}/{plan}" if name == PAYMENT_NOTICE else f"claim/{claim}"


def _notice(view: CaseView, holder: Holder, share: OwnShare) -> Given:
    claim = holder.claim
    data = {
        **_heading(view, holder),
        "plan": share.plan,
        "share": share.share,
        "way": claim.way,
        "account_end": holder.who["account"][-4:],
        "slip_no": share.slip_no,
        "bank": next((text for name in _BANK if (text := _text(view, name))), ""),
        "sent_on": local_day(share.sent_at) if share.sent_at else None,
        "contact": _text(view, "contact"),
    }
    return Given(data, recipient(PAYMENT_NOTICE, claim.n, share.plan))


def _claim_paper(view: CaseView, holder: Holder, line: LineOf) -> Given:
    claim = holder.claim
    data = {
        **_heading(view, holder),
        "paid_in": claim.paid_in,
        "returned": claim.returned,
        "loss": claim.loss,
        "standing": standing_in_words(claim.standing).zh,
        "shares": [_share(one, claim.way) for one in holder.shares],
        **line._asdict(),
    }
    return Given(data, recipient(CLAIM_PAPER, claim.n, 0))


def _share(share: OwnShare, way: str) -> dict[str, Any]:
    held = held_in_words(share.held)
    return {
        "plan": share.plan,
        "round": share.round,
        "approved": share.approved,
        "loss": share.loss,
        "had": share.had,
        "share": share.share,
        "ratio": list(share.ratio),
        "percent": share.ratio.percent,
        "held": held.zh if held else "",
        "place": place_in_words(share, way).zh,
    }


def _heading(view: CaseView, holder: Holder) -> dict[str, Any]:
    return {
        "subject": view.title or "",
        "enforcement_no": _text(view, "enforcement_no"),
        "claim": holder.claim.n,
        "name": holder.who["name"],
    }


def _text(view: CaseView, name: str) -> str:
    return str(view.draft.plain(name) or "")
