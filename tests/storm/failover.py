"""The primary fails again and again under a load of writes, and a standby takes over each time."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests.storm.ledger import Ledger
from tests.storm.officers import PATIENCE, Officer
from tests.storm.pair import Pair, hung, killed, owner_of, vanished, wait_until
from tests.storm.place import Place, prepared
from tests.storm.reckoning import reckon
from tests.storm.storm import wait_for_calm

FAILURES: dict[str, Callable[[Pair], None]] = {"killed": killed, "hung": hung, "vanished": vanished}
WRITES = 3  # acknowledged before the next failure


@dataclass
class Endured:
    """What happened, and a sentence for everything that should not have."""

    failures: Counter[str] = field(default_factory=Counter)
    without: list[float] = field(default_factory=list)
    """Seconds from each failure to the next acknowledged write."""
    written: int = 0
    slowest_health: float = 0.0
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        kinds = ", ".join(f"{name} {n}" for name, n in sorted(self.failures.items()))
        return (
            f"{self.failures.total()} failures ({kinds}); {self.written} acknowledged writes; first write "
            f"again after {max(self.without, default=0):.1f} s at most; /health took "
            f"{self.slowest_health:.2f} s at most"
        )


def endure(
    failures: Sequence[str], data: Path, seed: str, tell: Callable[[str], None] = lambda _: None
) -> Endured:
    """Let the primary of the installation in `data` (made if need be) fail in these ways, one by one."""
    place, ledger, endured = prepared(data), Ledger(), Endured()
    folder = data / "pg"
    pair = Pair(folder, Path(place.database.command[0]).parent, owner_of(folder))
    place.url = place.server.environment["DATABASE_URL"] = pair.url
    calm = Event()
    try:
        place.server.start()
        place.worker.start()
        wait_until(lambda: health(place)[0] == "ok")
        clients: list[Thread] = [Officer(f"officer-{n}", place, ledger, calm, seed) for n in range(4)]
        watching = Thread(target=_watch, args=(place, endured, calm), daemon=True)
        for client in (*clients, watching):
            client.start()
        for name in failures:
            _fail(name, pair, place, ledger, endured)
            tell(f"{len(endured.without)}/{len(failures)} {name}: {endured.without[-1]:.1f} s")
        calm.set()
        for client in clients:
            client.join(2 * PATIENCE)
        wait_for_calm(place, ledger)
        endured.written = len(ledger.written)
        endured.faults = (*ledger.faults, *reckon(place, ledger)[1])
    finally:
        calm.set()
        place.stop()
        pair.stop()
    return endured


def _fail(name: str, pair: Pair, place: Place, ledger: Ledger, endured: Endured) -> None:
    if not ledger.wait_for(WRITES, PATIENCE):
        ledger.complain(f"no write was acknowledged for {PATIENCE} seconds")
    began = time.monotonic()
    FAILURES[name](pair)
    wait_until(lambda: health(place)[0] != "ok")  # whoever watches finds it out, and acts
    pair.fail_over()
    if not ledger.wait_for(1, PATIENCE):
        ledger.complain(f"no write was acknowledged for {PATIENCE} seconds after the primary was {name}")
    endured.without.append(time.monotonic() - began)
    endured.failures[name] += 1


def _watch(place: Place, endured: Endured, calm: Event) -> None:
    while not calm.wait(0.1):
        told, seconds = health(place)
        if told:
            endured.slowest_health = max(endured.slowest_health, seconds)


def health(place: Place) -> tuple[str, float]:
    """What `/health` says of the database, nothing if there is no server, and how long it took."""
    began = time.monotonic()
    address = f"http://127.0.0.1:{place.port}/health"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as down:
        told = json.load(down)
    except OSError:
        return "", 0.0
    return str(told["database"]), time.monotonic() - began
