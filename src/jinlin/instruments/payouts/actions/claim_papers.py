"""The papers of single claimants: issued when somebody asks, unless the last one still says it."""

from __future__ import annotations

from typing import Literal

from jinlin.instruments.documents import actions as documents
from jinlin.instruments.documents import selectors as issued
from jinlin.instruments.documents.actions import File
from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.models import Claim
from jinlin.instruments.payouts.selectors.claim_papers import papers_of, papers_of_all, recipient
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.selectors.papers import PLAN, of_round
from jinlin.instruments.payouts.selectors.proving import Proven, opened
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import member_of
from jinlin.lib.errors import NotFound, NotMet

Name = Literal["claim_paper", "payment_notice"]


def own_paper(proven: Proven, name: Name, plan: int = 0) -> File:
    """A claimant's own paper as a signed PDF: how their claim stands, or, of a plan, what was paid to them.
    NotMet if there is nothing to tell yet; else as `documents.actions.fetch_for`."""
    view, claim, _ = opened(proven)
    mine = _renewed(view, claim, name, plan, member_of(proven.case, proven.n))
    return documents.fetch_for(proven.number, _key(view, name), mine)


def own_plan(proven: Proven, round_: int) -> File:
    """The plan of a round as it was served. NotFound until it was."""
    view = opened(proven).view
    return documents.fetch_for(proven.number, f"{view.case.pack}/{PLAN}", of_round(round_))


def paper_of_claim(number: str, n: int, name: Name, actor: Actor, plan: int = 0) -> File:
    """The same for an officer who may read it, as to print it at the counter; the journal keeps who did.
    NotFound, NotAllowed, NotMet."""
    view = seen(number, actor)
    policies.may_have_papers(view, _key(view, name)).require()
    claim = Claim.objects.filter(case_id=view.case.id, n=n).first()
    if claim is None:
        raise NotFound(f"没有申报{n}", f"There is no claim {n}")
    newest = issued.of_recipient(number, _key(view, name), _renewed(view, claim, name, plan, actor))
    if not newest:
        raise NotFound("没有这份文书", "There is no such document")
    return documents.fetch(number, newest[0].n, actor)


def issue_to_all(number: str, name: Name, actor: Actor) -> int:
    """Issue to every claimant the paper that is due, and to nobody twice; how many were issued. None is set
    in type before somebody reads it. NotFound, NotAllowed."""
    view = seen(number, actor)
    policies.may_have_papers(view, _key(view, name)).require()
    return documents.renew(number, name, papers_of_all(view, name), actor)


def _renewed(view: CaseView, claim: Claim, name: Name, plan: int, actor: Actor) -> str:
    """Under which name the paper stands that was asked for: that of `plan`, or of the last one."""
    given = papers_of(view, claim, name)
    if not given:
        raise NotMet(
            "款项尚未交银行，还没有付款通知书", "Nothing was sent yet, so there is no notice of payment"
        )
    documents.renew(view.case.number, name, given, actor)
    return recipient(name, claim.n, plan) if plan else given[-1].recipient


def _key(view: CaseView, name: Name) -> str:
    return f"{view.case.pack}/{name}"
