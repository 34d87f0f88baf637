"""The distribution plan (分配方案): who gets what, as one version that nothing changes afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinlin.instruments.payouts import holding
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.free import free_pool
from jinlin.instruments.payouts.leaves import Line, leaf
from jinlin.instruments.payouts.models import Allocation, Instruction, Plan
from jinlin.instruments.payouts.rows import copy_in, found
from jinlin.instruments.payouts.shares import Entitled, Ratio, Shares, distribute, sealed_order
from jinlin.kernel.journal import merkle
from jinlin.lib.errors import NotMet
from jinlin.lib.money import format_fen

_CLAIMS = f"""
SELECT c.n, c.tier, c.loss, c.had, {holding.BECAUSE} FROM payout_claim c
 WHERE c.case_id = %s AND c.standing IN ('registered', 'verified') ORDER BY c.n
"""  # noqa: S608 -- our own words
_NO_RATIO = Ratio(0, 1)


def plan(asked: Asked) -> Change:
    """Work out shares of `round_amount` fen, or of all that is free, for everybody who stands.

    NotMet if money of an earlier round still waits to be sent, if there is nothing to share out, or if the
    pool does not hold so much.
    """
    amount = _amount(asked)
    rows = found(_CLAIMS, [asked.id])
    claims = [Entitled(*row[:4]) for row in rows]
    seed = bytes(asked.distribution.seed)
    shares = distribute(amount, claims, asked.tiers, sealed_order(seed))
    lines = [
        Line(one.n, one.tier, one.loss, one.had, fen, row[4])
        for one, row, fen in zip(claims, rows, shares.fen, strict=True)
    ]
    made = _plan(asked, amount, lines, shares)
    facts = {
        "plan": made.n, "round": made.round, "amount": amount, "left_over": made.left_over,
        "claims": made.claims, "held": made.held, "ratios": made.ratios, "root": bytes(made.root).hex(),
        "seed": seed.hex(),
    }  # fmt: skip
    return Change(asked.id, facts, lambda: _store(made, lines), {"plans": 1})


def _amount(asked: Asked) -> int:
    waiting = Instruction.objects.filter(case_id=asked.distribution.case_id, place="pool")
    if waiting.exists():
        raise NotMet("上一轮还有未发出的款项", "Money of the round before still waits to be sent")
    free = free_pool(asked.id)
    amount = int(asked.answer("round_amount") or free)
    if amount > free:
        raise NotMet(
            f"待分配款只有{format_fen(free)}元，不够分配{format_fen(amount)}元",
            f"The pool holds {format_fen(free)} yuan, less than the {format_fen(amount)} to be shared out",
        )
    if not amount:
        raise NotMet("没有可分配的款项", "There is nothing to share out")
    return amount


def _plan(asked: Asked, amount: int, lines: Sequence[Line], shares: Shares) -> Plan:
    n = asked.distribution.plans + 1
    keeper, number = asked.keeper, asked.case.case.number
    root = merkle.root(
        leaf(number, n, line, shares.ratios.get(line.tier, _NO_RATIO), keeper.salt(n, line.claim))
        for line in lines
    )
    return Plan(
        case_id=asked.id, n=n, round=asked.distribution.rounds + 1, changes=asked.distribution.changes,
        amount=amount, left_over=shares.left_over, claims=len(lines), made_at=asked.now, root=root,
        event=asked.event,
        held=sum(line.share for line in lines if line.held),
        ratios={tier: list(ratio) for tier, ratio in shares.ratios.items()},
    )  # fmt: skip


def _store(made: Plan, lines: Sequence[Line]) -> None:
    made.save(force_insert=True)
    columns = ("case_id", "plan", "claim", "tier", "loss", "had", "share", "held")
    copy_in(Allocation._meta.db_table, columns, _rows(made, lines))


def _rows(made: Plan, lines: Sequence[Line]) -> Iterator[tuple[Any, ...]]:
    return ((made.case_id, made.n, *line) for line in lines)
