"""What the bank books for a payment and when, and what it tells of it and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.fields import CURRENCY
from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.instruments.payouts.bank.payments import Payment
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.bank.simulator.behaviour import Behaviour
from jinlin.instruments.payouts.bank.simulator.fate import Fate

# The statuses of ISO 20022 that stand for a kind; of CSV, the profile has those of its bank.
_CODES: dict[AnswerKind, tuple[str, ...]] = {
    "pending": ("PDNG",), "accepted": ("ACTC", "ACSP"), "settled": ("BOOK",), "rejected": ("RJCT",),
    "returned": ("BOOK",),
}  # fmt: skip


class Move(NamedTuple):
    """Money that moves on a day."""

    on: date
    kind: Literal["settled", "returned"]
    reference: str
    fen: int


class Told(NamedTuple):
    """What the bank says on a day, of a payment of this message."""

    on: date
    message: str
    answer: Answer
    profile: Profile | None


class Planner:
    """Plans for the payments of one file."""

    def __init__(self, on: date, message: str, profile: Profile | None, behaviour: Behaviour) -> None:
        self._on, self._message, self._profile, self._behaviour = on, message, profile, behaviour

    def moves(self, payment: Payment, fate: Fate) -> Iterator[Move]:
        """The movements of money: none for a payment that is refused."""
        if fate.rejected:
            return
        for n in range(fate.times):
            day = fate.decided_on + (0 if self._behaviour.own_references else n)
            yield Move(self._day(day), "settled", payment.end_to_end, payment.amount)
        if fate.returned_on is not None and self._can_say("returned"):
            yield Move(self._day(fate.returned_on), "returned", payment.end_to_end, payment.amount)

    def tells(self, payment: Payment, fate: Fate) -> Iterator[Told]:
        """Everything that is told of the payment, some of it late, twice, or not true."""
        for day, answer in self._said(payment, fate):
            yield self._told(day, answer, fate)
            if fate.dice.random() < self._behaviour.told_twice:
                yield self._told(day + 1, answer, fate)

    def stranger(self, payment: Payment, fate: Fate) -> Iterator[Told]:
        """Now and then, a line about a payment that nobody sent."""
        if fate.dice.random() < self._behaviour.told_of_strangers:
            unknown = replace(payment, end_to_end=f"X{fate.dice.getrandbits(60)}")
            yield self._told(0, self._plain(unknown, "settled", fate), fate)

    def refusal(self, payment: Payment, reason: str, fate: Fate) -> Told:
        """A refusal that has nothing to do with the payee."""
        return self._told(0, self._rejected(payment, reason, fate), fate)

    def _said(self, payment: Payment, fate: Fate) -> Iterator[tuple[int, Answer]]:
        for kind in ("pending", "accepted") if fate.dice.random() < 0.1 else ("accepted",):
            for status in self._statuses(kind):
                yield 0, self._answer(payment, kind, status, fate)
        if fate.rejected:
            yield fate.decided_on, self._rejected(payment, fate.rejected, fate)
        for move in self.moves(payment, fate):
            booked = replace(self._plain(payment, move.kind, fate), booked_on=move.on)
            reason = fate.returned if move.kind == "returned" else ""
            yield (move.on - self._on).days, self._as_told(replace(booked, reason=reason), fate)
        if fate.told == "the_contrary":
            yield fate.decided_on, self._contrary(payment, fate)

    def _as_told(self, booked: Answer, fate: Fate) -> Answer:
        """The booking as the bank tells it, which may be another than it made."""
        if fate.told == "another_amount":
            return replace(booked, amount=(booked.amount or 0) + 1)
        return replace(booked, currency="USD") if fate.told == "another_currency" else booked

    def _contrary(self, payment: Payment, fate: Fate) -> Answer:
        if fate.rejected:
            return replace(self._plain(payment, "settled", fate), booked_on=self._day(fate.decided_on))
        return self._rejected(payment, "AC04", fate)

    def _rejected(self, payment: Payment, reason: str, fate: Fate) -> Answer:
        return replace(self._plain(payment, "rejected", fate), reason=reason)

    def _plain(self, payment: Payment, kind: AnswerKind, fate: Fate) -> Answer:
        return self._answer(payment, kind, fate.dice.choice(self._statuses(kind)), fate)

    def _answer(self, payment: Payment, kind: AnswerKind, status: str, fate: Fate) -> Answer:
        reference = f"BK{fate.dice.getrandbits(50):016}" if self._behaviour.own_references else ""
        return Answer(
            "", 0, payment.end_to_end, kind, payment.amount, CURRENCY, status, bank_reference=reference
        )  # fmt: skip

    def _statuses(self, kind: AnswerKind) -> tuple[str, ...]:
        if self._profile is None:
            return _CODES[kind]
        return tuple(name for name, one in self._profile.statuses.items() if one.kind == kind)

    def _can_say(self, kind: AnswerKind) -> bool:
        """A bank does nothing for which its own file has no word: a slip is never returned."""
        return bool(self._statuses(kind))

    def _told(self, day: int, answer: Answer, fate: Fate) -> Told:
        late = fate.dice.randint(0, self._behaviour.days_to_tell) if self._behaviour.shuffled else 0
        return Told(self._day(day + late), self._message, answer, self._profile)

    def _day(self, days: int) -> date:
        return self._on + timedelta(days=days)
