"""What the bank will do with one payment: it follows from the seed and the reference alone."""

from __future__ import annotations

import random
from typing import NamedTuple

from jinlin.instruments.payouts.bank.simulator.behaviour import Behaviour

# How often each reason comes, of a hundred: most rejects are names and accounts typed wrongly.
_REASONS = {"BE01": 38, "AC01": 27, "AC04": 14, "AC06": 8, "RC04": 5, "AM02": 3, "TM01": 3, "MD07": 2}


class Fate(NamedTuple):
    """Days are counted from the one on which the file came. `returned_on` None: the money stays there."""

    decided_on: int
    rejected: str
    times: int
    returned_on: int | None
    returned: str
    told: str
    dice: random.Random


def fate_of(seed: int, reference: str, behaviour: Behaviour) -> Fate:
    """What becomes of the payment. `dice` goes on from there, for what is told of it and when."""
    dice = random.Random(f"{seed}/{reference}")  # noqa: S311 -- a simulation that must come out the same again
    decided = dice.randint(0, behaviour.days_to_decide)
    rejected = _reason(dice) if dice.random() < behaviour.rejected else ""
    comes_back = not rejected and dice.random() < behaviour.returned
    times = 2 if not rejected and dice.random() < behaviour.paid_twice else 1
    back_on = decided + dice.randint(1, behaviour.days_to_return) if comes_back else None
    return Fate(decided, rejected, times, back_on, _reason(dice), _lie(dice, behaviour), dice)


def _reason(dice: random.Random) -> str:
    return dice.choices(list(_REASONS), weights=list(_REASONS.values()))[0]


def _lie(dice: random.Random, behaviour: Behaviour) -> str:
    """What the bank tells wrongly of this payment, if anything."""
    thrown = dice.random()
    for lie in ("another_amount", "another_currency", "the_contrary"):
        thrown -= getattr(behaviour, f"told_{lie}")
        if thrown < 0:
            return lie
    return ""
