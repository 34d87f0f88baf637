"""What becomes of a claim before money is shared out: verified, excluded, frozen, out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.freezing import hold_unsent
from jinlin.instruments.payouts.models import Claim, Trouble
from jinlin.instruments.payouts.numbers import Span
from jinlin.lib.errors import NotMet, NotPossible

STANDING = ("registered", "verified")
OBJECTING = (*STANDING, "excluded")


def within(case: int, spans: list[Span]) -> QuerySet[Claim]:
    """The claims of a case that the spans name; all of them if there are none."""
    named = Q()
    for one in spans:
        named |= Q(n__gte=one.first, n__lte=one.last)
    return Claim.objects.filter(named, case_id=case)


def in_doubt() -> Exists:
    """Whether an exception about the claim is open."""
    about = Q(claim=OuterRef("n")) | Q(other=OuterRef("n"))
    return Exists(Trouble.objects.filter(about, case_id=OuterRef("case_id"), resolved_at=None))


def verify(asked: Asked) -> Change:
    """Those who were checked against the files are verified. With numbers, all of them or nobody: NotMet if
    one is in doubt. Without, everybody about whom there is no doubt."""
    spans = asked.spans()
    waiting = within(asked.id, spans).filter(standing="registered")
    doubtful = waiting.filter(in_doubt())
    if spans and (first := doubtful.order_by("n").first()):
        raise NotMet(
            f"申报{first.n}有未处理的异常，不能核实",
            f"Claim {first.n} has an open exception; resolve it first",
        )
    sure = waiting.exclude(in_doubt())
    numbers = sure.count()
    if not numbers:
        raise NotMet("没有可核实的申报", "There is no claim to verify")
    return Change(asked.id, {"verified": numbers}, lambda: _set(sure, standing="verified"))


def exclude(asked: Asked) -> Change:
    """Not a victim (非被害人): listed, and gets nothing from here on."""
    claim = standing_claim(asked)
    if claim.had:
        raise NotPossible(
            f"申报{claim.n}已分得款项，不能剔除", f"Claim {claim.n} has had a share already; it stays"
        )
    facts = {"claim": claim.n, "excluded": True}
    return Change(asked.id, facts, lambda: _set(one(claim), standing="excluded"), {"changes": 1})


def freeze(asked: Asked) -> Change:
    """An objection is open (异议): the share of this claim is kept, and of no other. Who was excluded may
    object too. NotMet while an earlier objection to the same share is open: its end would free both."""
    claim = standing_claim(asked, OBJECTING)
    if claim.frozen:
        raise NotMet(
            f"申报{claim.n}的异议正在办理，请在该异议中补充",
            f"An objection to claim {claim.n} is open already; add to that one",
        )
    return _kept(asked, claim, "objection", frozen=True)


def unfreeze(asked: Asked) -> Change:
    """The objection is decided."""
    return _marked(asked, standing_claim(asked, OBJECTING), frozen=False)


def rule(asked: Asked) -> Change:
    """An objection was ruled on. The ruling moves nothing; whoever gave it has decided, and does nothing else
    in this distribution."""
    return Change(asked.id, {"claim": standing_claim(asked, OBJECTING).n}, lambda: None, touches=frozenset())


def lose_sight(asked: Asked) -> Change:
    """Nobody could be found (下落不明): the share is kept."""
    return _kept(asked, standing_claim(asked), "unreachable", unreachable=True)


def find_again(asked: Asked) -> Change:
    """The person was found."""
    return _marked(asked, standing_claim(asked), unreachable=False)


def _marked(asked: Asked, claim: Claim, **marks: bool) -> Change:
    return Change(asked.id, {"claim": claim.n, **marks}, lambda: _set(one(claim), **marks))


def _kept(asked: Asked, claim: Claim, because: str, **marks: bool) -> Change:
    """The claim is marked, and what was approved for it and not sent yet is kept."""
    change = _marked(asked, claim, **marks)
    mark = change.store

    def store() -> None:
        mark()
        hold_unsent(asked, claim.n, because)

    change.store = store
    return change


def standing_claim(asked: Asked, among: Sequence[str] = STANDING) -> Claim:
    """The claim that the form names. NotMet if there is none, or if it was excluded, merged or divided."""
    return claim_numbered(asked, int(asked.needed("claim")), among)


def claim_numbered(asked: Asked, n: int, among: Sequence[str] = STANDING) -> Claim:
    """The claim of this number. NotMet as `standing_claim`."""
    found = Claim.objects.filter(case_id=asked.distribution.case_id, n=n, standing__in=among).first()
    if found is None:
        raise NotMet(f"没有有效的申报{n}", f"There is no standing claim {n}")
    return found


def one(claim: Claim) -> QuerySet[Claim]:
    """The claim's row."""
    return Claim.objects.filter(case_id=claim.case_id, n=claim.n)


def _set(claims: QuerySet[Claim], **values: Any) -> None:
    claims.update(**values)
