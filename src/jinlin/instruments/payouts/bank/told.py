"""What the bank has told of one attempt: a set of facts, from which alone its state follows.

A fact is a kind of answer, as `accepted` or `settled`, or a kind with the booking, as `settled:B1`.
"""

from __future__ import annotations

from typing import Literal

from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.troubles import Trouble

State = Literal["sent", "pending", "accepted", "settled", "rejected", "returned", "return_early", "disputed"]
Told = frozenset[str]
_TWICE = {"settled": Trouble.PAID_TWICE, "returned": Trouble.RETURNED_TWICE}
_ODD = {"reversed": Trouble.RETURN_REVERSED, "credited": Trouble.CAME_IN_UNCALLED}


def fact_of(line: Answer) -> str:
    """What the line adds."""
    booked = line.booking if line.kind in _TWICE else ""
    return f"{line.kind}:{booked}" if booked else line.kind


def state_of(told: Told) -> State:
    """The state that follows from everything the bank has told of an attempt."""
    kinds = _kinds(told)
    if _is_disputed(told, kinds):
        return "disputed"
    if "returned" in kinds:
        return "returned" if "settled" in kinds else "return_early"
    last: tuple[State, ...] = ("settled", "rejected", "accepted", "pending")
    return next((state for state in last if state in kinds), "sent")


def _is_disputed(told: Told, kinds: frozenset[str]) -> bool:
    """Money moved twice, or moved and was refused, or moved in a way that
    is no payment and no return: only a person can say which is true."""
    bookings = [_kind(fact) for fact in told if ":" in fact]
    moved = kinds & {"settled", "returned"}
    odd = bool(kinds & set(_ODD)) or ("rejected" in kinds and bool(moved))
    return odd or len(bookings) > len(set(bookings))


def trouble_of(fact: str, told: Told) -> Trouble | None:
    """What is odd about hearing this after all that was told before."""
    kind, kinds = _kind(fact), _kinds(told)
    moved = bool(kinds & {"settled", "returned"})
    if kind in _ODD:
        return _ODD[kind]
    if kind in kinds:
        return _TWICE[kind] if _is_another_booking(fact, told) else None
    if kind == "rejected":
        return Trouble.REJECTED_AFTER_SETTLED if moved else None
    if kind == "settled" and "rejected" in kinds:
        return Trouble.SETTLED_AFTER_REJECTED
    if kind == "settled":
        return Trouble.RETURNED_AFTER_SETTLEMENT if moved else None
    if kind == "returned":
        return Trouble.RETURNED_AFTER_SETTLEMENT if moved else Trouble.RETURNED_BEFORE_SETTLEMENT
    return None


def closed_by(fact: str, told: Told) -> Trouble | None:
    """A return that came too early is explained once the settlement has come."""
    kinds = _kinds(told)
    early = _kind(fact) == "settled" and "returned" in kinds and "settled" not in kinds
    return Trouble.RETURNED_BEFORE_SETTLEMENT if early else None


def _is_another_booking(fact: str, told: Told) -> bool:
    return ":" in fact and any(":" in one and _kind(one) == _kind(fact) for one in told)


def _kind(fact: str) -> str:
    return fact.partition(":")[0]


def _kinds(told: Told) -> frozenset[str]:
    return frozenset(map(_kind, told))
