"""One distribution as an officer sees it: the money's way, how far it is, plans, exceptions, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from jinlin.instruments.ledger import selectors as ledger
from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.models import BankFile, Claim, Distribution, Instruction, Plan
from jinlin.instruments.payouts.places import PLACES, RECOVERED, account, books
from jinlin.kernel.cases.selectors import CaseView, case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import NotFound


class MoneyWay(NamedTuple):
    """Where all that was recovered lies now, in fen, by the ledger's own numbers."""

    recovered: int
    pool: int
    held: int
    in_flight: int
    paid: int
    returned: int
    unclaimed: int

    @property
    def holds(self) -> bool:
        """Whether every fen is somewhere."""
        return self.recovered == sum(self[1:])


class PlanInfo(NamedTuple):
    """One version of the plan. Amounts in fen; `ratios` by tier, each paid to owed."""

    n: int
    round: int
    amount: int
    left_over: int
    claims: int
    held: int
    ratios: Mapping[str, list[int]]
    root: str
    made_at: datetime
    approved_at: datetime | None
    rehearsal: Mapping[str, Any] | None


class FileInfo(NamedTuple):
    """A file for the bank."""

    n: int
    kind: str
    payments: int
    amount: int
    made_at: datetime


class Counts(NamedTuple):
    """How far the distribution is: claims by standing, and instructions with their sums by place."""

    claims: Mapping[str, int]
    frozen: int
    unreachable: int
    ready: int
    instructions: Mapping[str, tuple[int, int]]


def seen(number: str, actor: Actor) -> CaseView:
    """The case of a distribution. NotFound if there is none for this actor; NotAllowed for who may not look
    into it."""
    view = case_for(number, actor)
    policies.may_read_claims(view).require()
    if not Distribution.objects.filter(case_id=view.case.id).exists():
        raise NotFound("本事项没有案款分配", "This case has no distribution")
    return view


def money_way(case: int) -> MoneyWay:
    """Where the money of a case lies."""
    net = {one.code: one.net for one in ledger.balances(books(case))}
    return MoneyWay(*(net[account(case, place)] for place in (RECOVERED, *PLACES)))


def money(number: str, actor: Actor) -> MoneyWay:
    """The same for an officer, by the number of the case."""
    return money_way(seen(number, actor).case.id)


def counts(number: str, actor: Actor) -> Counts:
    """What a screen shows above its list, in four statements whatever the size."""
    case = seen(number, actor).case.id
    claims, instructions = Claim.objects.filter(case_id=case), Instruction.objects.filter(case_id=case)
    standing = claims.values_list("standing").annotate(n=Count("n"))
    places = (
        instructions.exclude(place="divided").values_list("place").annotate(n=Count("n"), fen=Sum("amount"))
    )
    return Counts(
        dict(standing),
        claims.filter(frozen=True).count(),
        claims.filter(unreachable=True).count(),
        instructions.filter(ready=True).count(),
        {place: (n, fen) for place, n, fen in places},
    )


def plans(number: str, actor: Actor) -> list[PlanInfo]:
    """All versions, oldest first."""
    found = Plan.objects.filter(case_id=seen(number, actor).case.id).order_by("n")
    return [_plan(one) for one in found]


def files(number: str, actor: Actor) -> list[FileInfo]:
    """What went to the bank, oldest first."""
    found = BankFile.objects.filter(case_id=seen(number, actor).case.id).order_by("n")
    return [FileInfo(one.n, one.kind, one.payments, one.amount, one.made_at) for one in found]


def _plan(one: Plan) -> PlanInfo:
    return PlanInfo(
        one.n, one.round, one.amount, one.left_over, one.claims, one.held, one.ratios, bytes(one.root).hex(),
        one.made_at, one.approved_at, one.rehearsal,
    )  # fmt: skip
