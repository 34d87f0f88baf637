"""How badly a simulated bank behaves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Rates are shares of 1; days are counted from the one on which the bank has the file.

    `odd_forms` is the share of XML files in another version, envelope or encoding than the plain one, or in
    another way that the standard allows. A bank without `own_references` gives its bookings no reference of
    its own.

    What follows `shuffled` is beyond bad manners: the bank contradicts its own books, and only a person can
    say what is true. All of it is off unless asked for.
    """

    rejected: float = 0.05
    returned: float = 0.01
    days_to_decide: int = 2
    days_to_return: int = 6
    days_to_tell: int = 2
    told_twice: float = 0.05
    file_given_twice: float = 0.1
    file_broken_off: float = 0.05
    most_in_a_file: int = 5_000
    odd_forms: float = 0.3
    own_references: bool = True
    shuffled: bool = True
    whole_file_rejected: float = 0.0
    paid_twice: float = 0.0
    told_another_amount: float = 0.0
    told_another_currency: float = 0.0
    told_the_contrary: float = 0.0
    told_of_strangers: float = 0.0


TYPICAL = Behaviour()
CALM = Behaviour(
    rejected=0, returned=0, told_twice=0, file_given_twice=0, file_broken_off=0, shuffled=False, odd_forms=0,
)  # fmt: skip
HOSTILE = Behaviour(
    rejected=0.1, returned=0.05, told_twice=0.2, file_given_twice=0.4, file_broken_off=0.2,
    whole_file_rejected=0.02, paid_twice=0.01, told_another_amount=0.01, told_another_currency=0.005,
    told_the_contrary=0.01, told_of_strangers=0.02, odd_forms=0.7,
)  # fmt: skip
