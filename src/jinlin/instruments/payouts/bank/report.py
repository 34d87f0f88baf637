"""What came of a rehearsal, for the person who approves the batch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jinlin.instruments.payouts.bank.matching import AttemptFacts
from jinlin.instruments.payouts.bank.payments import Written
from jinlin.instruments.payouts.bank.told import State

_ENDS: frozenset[State] = frozenset({"settled", "rejected", "returned"})


@dataclass(frozen=True, slots=True)
class Share:
    """How many payments, and how many fen together."""

    count: int
    fen: int


@dataclass(frozen=True, slots=True)
class Report:
    """One rehearsal, from the first day to the last answer.

    `states` are the ends of the payments by what the bank told, `reasons` the refusals and returns by class,
    `troubles` the exceptions left open for a person, by name. `paid` is what the bank's own books say that
    the payees have, in fen. `unexplained` payments end otherwise in ours than in the bank's books and have no
    open exception: there must be none.
    """

    seed: int
    written: Written
    days: int
    files: int
    lines: int
    states: Mapping[str, Share]
    reasons: Mapping[str, int]
    troubles: Mapping[str, int]
    paid: int
    unexplained: int

    @property
    def holds(self) -> bool:
        """Whether every fen is explained."""
        return self.unexplained == 0

    def as_facts(self) -> dict[str, Any]:
        """The report as JSON, for the journal and the approval."""
        return asdict(self)


def by_state(attempts: Mapping[str, AttemptFacts]) -> dict[str, Share]:
    """Number and sum of the attempts in each state."""
    count: Counter[str] = Counter()
    fen: defaultdict[str, int] = defaultdict(int)
    for one in attempts.values():
        count[one.state] += 1
        fen[one.state] += one.amount
    return {state: Share(count[state], fen[state]) for state in sorted(count)}


def unexplained(
    attempts: Mapping[str, AttemptFacts], paid: Mapping[str, int], open_troubles: Collection[str]
) -> list[str]:
    """The references that have not come to an end, or to another than the bank's books say, without an open
    exception. `paid` is what the payee of each reference has, in fen."""
    return [
        reference
        for reference, one in attempts.items()
        if reference not in open_troubles
        and (
            one.state not in _ENDS or paid.get(reference, 0) != (one.amount if one.state == "settled" else 0)
        )
    ]
