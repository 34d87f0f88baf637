"""The bank's own books: what it really paid and what really came back, to the fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened up to now, in fen. `paid` is, for each reference ever received, what its payee
    has: nothing for what was refused, came back or is still to come, twice the amount for what was paid
    twice."""

    paid: Mapping[str, int]
    settled: int
    returned: int

    @property
    def total(self) -> int:
        """What has left the account for good."""
        return self.settled - self.returned


class Books:
    """Every movement of money, as it is booked."""

    def __init__(self) -> None:
        self._paid: defaultdict[str, int] = defaultdict(int)
        self._settled = self._returned = 0

    def opened(self, reference: str) -> None:
        """The bank knows of the payment; nothing has moved."""
        self._paid[reference] += 0

    def settle(self, reference: str, fen: int) -> None:
        """The money is with the payee."""
        self._paid[reference] += fen
        self._settled += fen

    def bring_back(self, reference: str, fen: int) -> None:
        """The money is on the account of the case again."""
        self._paid[reference] -= fen
        self._returned += fen

    def knows(self, reference: str) -> bool:
        """Whether the bank has had this reference before."""
        return reference in self._paid

    def truth(self) -> Truth:
        """What stands in the books now."""
        return Truth(dict(self._paid), self._settled, self._returned)
