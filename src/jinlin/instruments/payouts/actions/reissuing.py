"""Money that did not arrive, or was kept, becomes ready again; or is set aside until somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Model

from jinlin.instruments.payouts import holding, numbers
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Instruction
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import done, found
from jinlin.lib.errors import NotMet

_WAITING = f"""
SELECT i.n, p.round, i.claim, i.amount, i.place, i.attempts, i.trouble, {holding.BECAUSE}
  FROM payout_instruction i
  JOIN payout_claim c ON c.case_id = i.case_id AND c.n = i.claim
  JOIN payout_plan p ON p.case_id = i.case_id AND p.n = i.plan
 WHERE i.case_id = %s AND i.place IN ('held', 'returned', 'unclaimed') AND NOT i.ready ORDER BY i.n
"""  # noqa: S608 -- our own words
_READY = "UPDATE payout_instruction SET ready = true WHERE case_id = %s AND n = ANY(%s)"
_SET_ASIDE = """
UPDATE payout_instruction SET place = 'unclaimed', held = '' WHERE case_id = %s AND n = ANY(%s)
"""
_TOUCHES: frozenset[type[Model]] = frozenset({Instruction})
WORTH_A_TRY = frozenset({"", "technical", "limit"})
"""Troubles that may pass by themselves; all others need a person to correct something first."""


class Waiting(NamedTuple):
    """An instruction whose money lies still, why its last attempt failed, and what stands against it now."""

    n: int
    round: int
    claim: int
    amount: int
    place: str
    attempts: int
    trouble: str
    because: str


def reissue(asked: Asked) -> Change:
    """What was held, returned or set aside goes out with the next file, as a new attempt of the same
    instruction. With numbers: these, or NotMet says what stands against one. Without: all that can go."""
    spans, waiting = asked.spans(), _waiting(asked)
    chosen = [one for one in waiting if numbers.holds(spans, one.claim)] if spans else waiting
    free = [one for one in chosen if not one.because and (spans or one.trouble in WORTH_A_TRY)]
    if spans and len(free) < len(chosen):
        raise _stands_against(next(one for one in chosen if one.because))
    if not free:
        raise NotMet("没有可重新发放的款项", "There is nothing to issue again")
    ready = [one.n for one in free]
    facts = {"instructions": len(free), "amount": sum(one.amount for one in free)}
    return Change(asked.id, facts, lambda: _update(_READY, asked, ready), touches=_TOUCHES)


def set_aside(asked: Asked) -> Change:
    """What cannot be paid now is kept as unclaimed (待领): shares of people out of reach, and money that came
    back. It is never shared out among others; only a court's order can end that."""
    spans = asked.spans()
    chosen = [
        one
        for one in _waiting(asked)
        if (one.place == "returned" or one.because == "unreachable")
        and one.place != "unclaimed"
        and (not spans or numbers.holds(spans, one.claim))
    ]
    if not chosen:
        raise NotMet("没有可转入待领的款项", "There is nothing to set aside")
    facts = {"instructions": len(chosen), "amount": sum(one.amount for one in chosen)}
    return Change(asked.id, facts, lambda: _store(asked, chosen), touches=_TOUCHES)


def _waiting(asked: Asked) -> list[Waiting]:
    return [Waiting(*row) for row in found(_WAITING, [asked.distribution.case_id])]


def _store(asked: Asked, chosen: Sequence[Waiting]) -> None:
    _update(_SET_ASIDE, asked, [one.n for one in chosen])
    keys = {one: f"{one.round}/{one.claim}/{one.attempts}/unclaimed" for one in chosen}
    post(asked, (Move(key, one.place, "unclaimed", one.amount) for one, key in keys.items()))


def _update(statement: str, asked: Asked, ids: Sequence[int]) -> None:
    values: list[Any] = [asked.id, list(ids)]
    done(statement, values)


def _stands_against(one: Waiting) -> NotMet:
    reason = holding.REASONS[one.because]
    return NotMet(
        f"申报{one.claim}的款项还不能发放：{reason.zh}",
        f"The share of claim {one.claim} cannot go out yet: {reason.en}",
    )
