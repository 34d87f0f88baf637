"""What the clients were told: the book against which the database is checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Condition


@dataclass(frozen=True)
class Acknowledged:
    """A write that was answered with success. `revision` is the number of the case's events by then."""

    key: str
    action: str
    number: str
    revision: int


@dataclass
class Ledger:
    """All acknowledged writes, the titles of the cases opened, and what should never have been answered."""

    written: list[Acknowledged] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _news: Condition = field(default_factory=Condition)

    def acknowledge(self, write: Acknowledged) -> None:
        """A write was answered."""
        with self._news:
            self.written.append(write)
            self._news.notify_all()

    def complain(self, fault: str) -> None:
        """Something was answered that should not have been."""
        with self._news:
            self.faults.append(fault)
            self._news.notify_all()

    def count(self, what: str) -> None:
        """Once more."""
        with self._news:
            self.counts[what] += 1

    def wait_for(self, more: int, seconds: float) -> bool:
        """Wait until so many more writes were acknowledged, or something is wrong; False if neither came."""
        with self._news:
            wanted = len(self.written) + more
            return self._news.wait_for(lambda: len(self.written) >= wanted or bool(self.faults), seconds)
