"""A bank to be afraid of: seeded, so that what went wrong once goes wrong again."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from itertools import chain
from typing import IO

from jinlin.instruments.payouts.bank.payments import Payment
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.bank.simulator.behaviour import TYPICAL, Behaviour
from jinlin.instruments.payouts.bank.simulator.books import Books, Truth
from jinlin.instruments.payouts.bank.simulator.fate import Fate, fate_of
from jinlin.instruments.payouts.bank.simulator.inbox import Received, read_file
from jinlin.instruments.payouts.bank.simulator.outbox import AnswerFile, Outbox, Refusal, taken
from jinlin.instruments.payouts.bank.simulator.plan import Move, Planner

_LATE, _DUPLICATE_FILE, _DUPLICATE, _DUPLICATE_REFERENCE = "TM01", "DU01", "AM05", "DU04"


class HostileBank:
    """Takes files, moves money in its own books, and answers late, twice, in pieces and out of order.

    It pays no reference twice and tells nothing untrue, unless `behaviour` asks for it. The same seed, files
    and days give the same answers to the byte.
    """

    def __init__(self, seed: int, behaviour: Behaviour = TYPICAL) -> None:
        self._seed, self._behaviour = seed, behaviour
        self._books, self._outbox = Books(), Outbox(seed, behaviour)
        self._moves: defaultdict[date, list[Move]] = defaultdict(list)
        self._had: set[str] = set()

    def receive(self, file: IO[bytes], on: date, profile: Profile | None = None) -> None:
        """Take a pain.001, or the CSV of `profile`. BadInput if it is none: nothing of it is then done."""
        received = read_file(file, profile)
        again = not self._had.isdisjoint({received.message, received.sha256})
        self._had |= {received.message, received.sha256}
        dice = random.Random(f"{self._seed}/{received.message}")  # noqa: S311 -- as in fate.py
        planner = Planner(on, received.message, profile, self._behaviour)
        if again or dice.random() < self._behaviour.whole_file_rejected:
            self._refuse(received, on, planner, again=again)
        else:
            self._accept(received, planner)

    def day(self, on: date) -> list[AnswerFile]:
        """Book what is due up to `on`, and give out the answers of that day."""
        for move in taken(self._moves, on):
            act = self._books.settle if move.kind == "settled" else self._books.bring_back
            act(move.reference, move.fen)
        return self._outbox.day(on)

    def truth(self) -> Truth:
        """What it really paid up to the last day."""
        return self._books.truth()

    @property
    def quiet(self) -> bool:
        """Whether everything has been booked and told."""
        return not self._moves and self._outbox.empty

    def _accept(self, received: Received, planner: Planner) -> None:
        for payment in received.payments:
            fate = fate_of(self._seed, payment.end_to_end, self._behaviour)
            if self._books.knows(payment.end_to_end):
                self._outbox.tell(planner.refusal(payment, _DUPLICATE_REFERENCE, fate))
            else:
                self._take_on(payment, fate, planner)

    def _take_on(self, payment: Payment, fate: Fate, planner: Planner) -> None:
        self._books.opened(payment.end_to_end)
        for move in planner.moves(payment, fate):
            self._moves[move.on].append(move)
        for told in chain(planner.tells(payment, fate), planner.stranger(payment, fate)):
            self._outbox.tell(told)

    def _refuse(self, received: Received, on: date, planner: Planner, *, again: bool) -> None:
        """Refuse a whole file: with one line in XML, with a line for each payment in CSV."""
        if received.profile is None:
            self._outbox.refuse(on, Refusal(received.message, _DUPLICATE_FILE if again else _LATE))
        for payment in received.payments:
            if not again:
                self._books.opened(payment.end_to_end)
            if received.profile is not None:
                fate = fate_of(self._seed, payment.end_to_end, self._behaviour)
                self._outbox.tell(planner.refusal(payment, _DUPLICATE if again else _LATE, fate))
