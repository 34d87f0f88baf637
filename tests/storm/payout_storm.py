"""The storm over payouts: server, worker and database are killed at random points of a payout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic

import psycopg

from tests.storm.imports import Importer
from tests.storm.kills import Killer
from tests.storm.ledger import Ledger
from tests.storm.officers import PATIENCE
from tests.storm.payouts import Cashier, Distribution, begun, reckon
from tests.storm.place import Place, prepared

CASHIERS = 3
WRITES = 3  # acknowledged writes between two kills, at most
CLAIMS = 24


@dataclass(frozen=True)
class Outcome:
    """What happened, and a sentence for everything that should not have."""

    kills: Counter[str]
    written: int
    closed: int
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        killed = ", ".join(f"{name} {n}" for name, n in sorted(self.kills.items()))
        return (
            f"{self.kills.total()} kills in {self.seconds:.0f} s ({killed}); {self.written} acknowledged "
            f"steps; {self.closed} distributions closed"
        )


def rage(seed: str, kills: int, data: Path, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """Kill so often while distributions are paid, let all of them end, and check the books."""
    place, ledger = prepared(data), Ledger()
    try:
        place.database.start()
        _wait_for(place)
        distributions = begun(place, CASHIERS + kills // 4, CLAIMS)
        place.server.start()
        place.worker.start()
        begin = monotonic()
        struck = _blow(seed, kills, (place, ledger), list(distributions), tell)
        faults = (*ledger.faults, *reckon(place, distributions))
    finally:
        place.stop()
    closed = ledger.counts["distributions closed"]
    return Outcome(struck, len(ledger.written), closed, monotonic() - begin, faults)


def _wait_for(place: Place) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            place.connect().close()
        except psycopg.OperationalError:
            Event().wait(0.2)
        else:
            return


def _blow(
    seed: str, kills: int, where: tuple[Place, Ledger], waiting: list[Distribution],
    tell: Callable[[str], None],
) -> Counter[str]:  # fmt: skip
    place, ledger = where
    calm, luck, struck = Event(), Random(seed), Counter[str]()
    # Nothing is imported here: there is no import to kill.
    killer = Killer(place, Importer(place, ledger, calm, pause=0), luck)
    cashiers = [Cashier(f"cashier-{n}", place, ledger, calm, seed, waiting) for n in range(CASHIERS)]
    for one in cashiers:
        one.start()
    while struck.total() < kills and ledger.wait_for(luck.randint(1, WRITES), PATIENCE) and not ledger.faults:
        Event().wait(luck.uniform(0, 0.05))  # not always just after an answer
        struck[name := killer.strike()] += 1
        tell(f"{struck.total()}/{kills} {name}")
    calm.set()
    for one in cashiers:
        one.join(4 * PATIENCE)
    return struck
