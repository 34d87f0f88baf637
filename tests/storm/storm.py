"""The storm itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import monotonic

import psycopg

from tests.storm.imports import Importer
from tests.storm.kills import Killer
from tests.storm.ledger import Ledger
from tests.storm.officers import PATIENCE, Officer
from tests.storm.place import Place, prepared
from tests.storm.reckoning import reckon

CALM_WITHIN = 120  # seconds until everything that is due has been done

_WAITING = """
    SELECT (SELECT count(*) FROM alarm WHERE at <= now())
         + (SELECT count(*) FROM message_message
             WHERE sent_at IS NULL AND NOT readable_only AND try_at <= now())
"""


@dataclass(frozen=True)
class Storm:
    """How hard it blows. The same seed kills the same parts in the same order; when, is up to the machine."""

    seed: str
    kills: int = 50
    officers: int = 6
    longest_lull: int = 8  # acknowledged writes between two kills, at most
    pause: float = 3.0  # seconds between two imports


@dataclass(frozen=True)
class Outcome:
    """What happened, and a sentence for everything that should not have."""

    kills: Counter[str]
    written: int
    counts: Counter[str]
    events: int
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        killed = ", ".join(f"{name} {n}" for name, n in sorted(self.kills.items()))
        counted = ", ".join(f"{name}: {n}" for name, n in sorted(self.counts.items()))
        return (
            f"{self.kills.total()} kills in {self.seconds:.0f} s ({killed}); {self.written} acknowledged "
            f"writes; {counted}; {self.events} events"
        )


def rage(storm: Storm, data: Path, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """Raise the storm on the installation in `data` (made if need be), wait for the calm, check the books."""
    place = prepared(data)
    ledger = Ledger()
    try:
        place.start()
        begin = monotonic()
        kills = _blow(storm, place, ledger, tell)
        seconds = monotonic() - begin
        wait_for_calm(place, ledger)
        events, faults = reckon(place, ledger)
    finally:
        place.stop()
    return Outcome(kills, len(ledger.written), ledger.counts, events, seconds, (*ledger.faults, *faults))


def _blow(storm: Storm, place: Place, ledger: Ledger, tell: Callable[[str], None]) -> Counter[str]:
    calm, luck = Event(), Random(storm.seed)
    importer = Importer(place, ledger, calm, pause=storm.pause)
    officers = [Officer(f"officer-{n}", place, ledger, calm, storm.seed) for n in range(storm.officers)]
    clients: list[Thread] = [importer, *officers]
    for client in clients:
        client.start()
    kills: Counter[str] = Counter()
    killer = Killer(place, importer, luck)
    try:
        while kills.total() < storm.kills and _writes_go_on(ledger, luck, storm):
            Event().wait(luck.uniform(0, 0.1))  # not always just after an answer
            kills[name := killer.strike()] += 1
            tell(f"{kills.total()}/{storm.kills} {name}")
    finally:
        calm.set()
        for client in clients:
            client.join(2 * PATIENCE)
    return kills


def _writes_go_on(ledger: Ledger, luck: Random, storm: Storm) -> bool:
    """Wait for some writes after the last kill; False once something is wrong."""
    if not ledger.wait_for(luck.randint(1, storm.longest_lull), PATIENCE):
        ledger.complain(f"no write was acknowledged for {PATIENCE} seconds")
    return not ledger.faults


def wait_for_calm(place: Place, ledger: Ledger) -> None:
    """The worker still rings and sends what is due."""
    until = monotonic() + CALM_WITHIN
    while (waiting := _waiting(place)) != 0:
        if monotonic() > until:
            ledger.complain(
                f"after {CALM_WITHIN} seconds of calm this many alarms or messages wait: {waiting}"
            )
            return
        Event().wait(0.2)


def _waiting(place: Place) -> int | None:
    """How many alarms and messages are due; None while the database does not say."""
    try:
        with place.connect() as connection:
            row = connection.execute(_WAITING).fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None
