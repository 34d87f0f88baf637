"""What one claimant sees: their own claim, and nobody else's name, number or money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from jinlin.instruments.documents.selectors import DocumentInfo, of_recipient, of_recipients
from jinlin.instruments.documents.validity import Status
from jinlin.instruments.messages import selectors as outbox
from jinlin.instruments.messages.selectors import MessageInfo
from jinlin.instruments.payouts.selectors.claim_papers import CLAIM_PAPER, PAYMENT_NOTICE, recipient
from jinlin.instruments.payouts.selectors.own_shares import OwnShare, shares_of
from jinlin.instruments.payouts.selectors.papers import PLAN, of_round
from jinlin.instruments.payouts.selectors.proving import Opened, Proven, opened
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import CaseView, Listed, OpenAction, children_that_say, open_actions
from jinlin.kernel.registry.selectors import member_of
from jinlin.lib.text import mask_name
from jinlin.lib.words import Words

MEMBER = "member"


class Matter(NamedTuple):
    """The distribution as everybody in it may know it. `type` is that of its case, `pack/type`; `due_at` is
    when its present step ends."""

    type: str
    subject: str
    enforcement_no: str
    unit: str
    state: Words
    say: Words
    due_at: datetime | None
    closed_at: datetime | None


class OwnObjection(NamedTuple):
    """An objection to one's own share: where it stands, until when that step lasts, and what its claimant was
    told, oldest first."""

    number: str
    opened_at: datetime
    state: Words
    say: Words
    due_at: datetime | None
    is_closed: bool
    told: Sequence[MessageInfo]


class OwnClaim(NamedTuple):
    """A claimant's own claim. Amounts in fen; `account_end` is the last four digits of where money goes;
    `served` are the rounds whose plan has gone on notice and stands, `papers` what was issued to them."""

    number: str
    n: int
    name: str
    paid_in: int
    returned: int
    loss: int
    standing: str
    frozen: bool
    unreachable: bool
    way: str
    account_end: str
    shares: Sequence[OwnShare]
    served: frozenset[int]
    objections: Sequence[OwnObjection]
    matter: Matter
    papers: Sequence[DocumentInfo]


def own_claim(proven: Proven) -> OwnClaim:
    """What was claimed and verified, the share of each round and how it was computed, where the money is."""
    found = opened(proven)
    claim, who = found.claim, found.keeper.open(found.claim.n, found.claim.sealed)
    shares = shares_of(claim.case_id, [claim])[claim.n]
    return OwnClaim(
        proven.number, claim.n, mask_name(who["name"]), claim.paid_in, claim.returned, claim.loss,
        claim.standing, claim.frozen, claim.unreachable, claim.way, who["account"][-4:],
        shares, _served(found.view, shares), _objections(found), matter_of(found.view),
        _papers(found, shares),
    )  # fmt: skip


def own_actions(proven: Proven) -> list[OpenAction]:
    """What the pack opens to claimants in the present state, as an objection while the plan is on notice."""
    view = opened(proven).view
    theirs = _members(view.definition)
    actions = open_actions(view, member_of(proven.case, proven.n), view.standing.world)
    return [one for one in actions if theirs.intersection(view.definition.actions[one.name].by)]


def matter_of(view: CaseView) -> Matter:
    """The distribution as its people may know it."""
    case, state = view.case, view.definition.states[view.case.state]
    unit = view.standing.world.organisation(case.holder or "")
    return Matter(
        type=view.definition.key,
        subject=view.title or view.definition.name.zh,
        enforcement_no=str(view.draft.plain("enforcement_no") or ""),
        unit=unit.name if unit else "",
        state=state.name,
        say=state.say,
        due_at=case.due_at,
        closed_at=case.closed_at,
    )


def _served(view: CaseView, shares: Sequence[OwnShare]) -> frozenset[int]:
    key = f"{view.case.pack}/{PLAN}"
    papers = {one.round: of_recipient(view.case.number, key, of_round(one.round)) for one in shares}
    return frozenset(n for n, found in papers.items() if found and found[0].status is Status.IN_FORCE)


def _papers(found: Opened, shares: Sequence[OwnShare]) -> list[DocumentInfo]:
    """What was issued to a claimant so far: how the claim stands, and each payment; newest first."""
    n = found.claim.n
    names = [recipient(CLAIM_PAPER, n, 0), *(recipient(PAYMENT_NOTICE, n, one.plan) for one in shares)]
    return of_recipients(found.view.case.id, names)


def _objections(found: Opened) -> list[OwnObjection]:
    children = children_that_say(found.view.case.id, {"claim": found.claim.n})
    return [_objection(one) for one in children]


def _objection(one: Listed) -> OwnObjection:
    case, at = one.case, one.definition.states[one.case.state]
    theirs = _members(one.definition)
    told = [message for message in outbox.for_case(one.contents) if message.to in theirs]
    return OwnObjection(
        case.number, case.opened_at, at.name, at.say, case.due_at, case.closed_at is not None, told
    )


def _members(definition: Definition) -> set[str]:
    """The roles of those whom an instrument keeps within a case of this type."""
    return {name for name, role in definition.roles.items() if role.scope == MEMBER}
