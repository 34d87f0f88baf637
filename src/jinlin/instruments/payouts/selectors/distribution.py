"""One distribution as an officer sees it: the money's way, how far it is, plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from jinlin.instruments.ledger import selectors as ledger
from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.models import Distribution, Plan
from jinlin.instruments.payouts.places import PLACES, RECOVERED, account, books
from jinlin.instruments.payouts.rows import found
from jinlin.kernel.cases.selectors import CaseView, case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
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


_COUNTS = """
SELECT 'claim', standing, count(*), count(*) FILTER (WHERE frozen), count(*) FILTER (WHERE unreachable)
  FROM payout_claim WHERE case_id = %(case)s GROUP BY standing
UNION ALL
SELECT 'share', place, count(*), count(*) FILTER (WHERE ready), sum(amount)::bigint
  FROM payout_instruction WHERE case_id = %(case)s AND place <> 'divided' GROUP BY place
UNION ALL
SELECT 'trouble', '', count(*), 0, 0 FROM payout_exception WHERE case_id = %(case)s AND resolved_at IS NULL
"""


class Counts(NamedTuple):
    """How far the distribution is: claims by standing, instructions with their sums by place, and how many
    exceptions are open."""

    claims: Mapping[str, int]
    frozen: int
    unreachable: int
    ready: int
    instructions: Mapping[str, tuple[int, int]]
    troubles: int


def seen(number: str, actor: Actor, world: World | None = None) -> CaseView:
    """The case of a distribution. NotFound if there is none for this actor; NotAllowed for who may not look
    into it."""
    view = case_for(number, actor, world=world)
    policies.may_read_claims(view.decision).require()
    if not Distribution.objects.filter(case_id=view.case.id).exists():
        raise NotFound("本事项没有案款分配", "This case has no distribution")
    return view


def money_way(case: int) -> MoneyWay:
    """Where the money of a case lies."""
    net = {one.code: one.net for one in ledger.balances(books(case))}
    return MoneyWay(*(net[account(case, place)] for place in (RECOVERED, *PLACES)))


def money_ways(cases: Sequence[int]) -> dict[int, MoneyWay]:
    """The same of many cases in one query."""
    codes = {case: [account(case, place) for place in (RECOVERED, *PLACES)] for case in cases}
    stands = ledger.balances_of(code for some in codes.values() for code in some)
    return {case: MoneyWay(*(stands[code].net for code in some)) for case, some in codes.items()}


def money(number: str, actor: Actor) -> MoneyWay:
    """The same for an officer, by the number of the case."""
    return money_way(seen(number, actor).case.id)


def counts(number: str, actor: Actor) -> Counts:
    """What a screen shows above its list, in one statement whatever the size."""
    return counts_of(seen(number, actor).case.id)


def counts_of(case: int) -> Counts:
    """The same of a case that is at hand."""
    rows = found(_COUNTS, {"case": case})
    of = {what: [row[1:] for row in rows if row[0] == what] for what in ("claim", "share", "trouble")}
    return Counts(
        {standing: n for standing, n, *_ in of["claim"]},
        sum(row[2] for row in of["claim"]),
        sum(row[3] for row in of["claim"]),
        sum(row[2] for row in of["share"]),
        {place: (n, fen) for place, n, _, fen in of["share"]},
        of["trouble"][0][1],
    )


def plans(number: str, actor: Actor) -> list[PlanInfo]:
    """All versions, oldest first."""
    return plans_of(seen(number, actor).case.id)


def plans_of(case: int) -> list[PlanInfo]:
    """The same of a case that is at hand."""
    return [_plan(one) for one in Plan.objects.filter(case_id=case).order_by("n")]


def newest_plan(view: CaseView) -> PlanInfo | None:
    """The newest version of a case that is at hand; none if there is no plan yet."""
    newest = Plan.objects.filter(case_id=view.case.id).order_by("n").last()
    return _plan(newest) if newest else None


def _plan(one: Plan) -> PlanInfo:
    return PlanInfo(
        one.n, one.round, one.amount, one.left_over, one.claims, one.held, one.ratios, bytes(one.root).hex(),
        one.made_at, one.approved_at, one.rehearsal,
    )  # fmt: skip
