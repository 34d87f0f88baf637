"""One of the two sides of `python -m bench --against`: measures the checkout in whose folder it runs.

Run by path with that checkout's own Python, so it calls nothing of `bench` but what the older side has too.
Reads what to do (JSON, a line each) from standard input and prints what came of it, likewise.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any, TextIO

sys.path.insert(0, os.getcwd())  # noqa: PTH109 -- `bench` is that of the checkout

from bench import batches, cpu, filling, lists, pages
from bench.place import Place, installed, serving
from bench.place import clients as apart_from_us

ALONE = """
import pathlib, runpy, sys
from bench import keeping
keeping.RESULTS = pathlib.Path(sys.argv.pop(1))
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""
"""A bench that is a command of its own, whose results are ours to keep."""
OUTSIDE = dict(os.environ)
TIMES = 6  # that a page is asked for in one turn
Figures = Mapping[str, float]
"""How many a second; of what takes milliseconds, how often it would fit into one."""


class Side:
    """An installation that does one thing at a time."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._serving = ExitStack()
        self._port = 0
        self._of_clients = 0.0

    def serve(self) -> Figures:
        """Start server and worker, and let some clients warm them up."""
        self._port = self._serving.enter_context(serving())
        self.cycles(clients=8, cases=200)
        return {}

    def fill(self, closed: int) -> Figures:
        """Bring the number of closed cases to so many."""
        filling.fill(self._place, self._port, closed)
        return {}

    def rest(self) -> Figures:
        """Stop them: a worker would ring the alarms of what is imported."""
        self._serving.close()
        return {}

    def cycles(self, clients: int, cases: int) -> Figures:
        """Whole cycles over HTTP."""
        before = _ended()
        seen = apart_from_us(self._place, self._port, clients=clients, cases=cases)
        self._of_clients += _ended() - before
        if seen["failed"]:
            raise RuntimeError(f"calls failed: {seen['failures']}")
        return {"cycles": seen["cycles_a_second"]}

    def bulk(self, rows: int) -> Figures:
        """Import open cases, and ring what silence has brought them."""
        taken = batches.imported(rows)
        return {
            "import": taken["a_second"],
            "import, with unit": taken["with_unit_a_second"],
            "alarms": batches.rung()["a_second"],
        }

    def verify(self) -> Figures:
        """Recompute the journal."""
        return {"verify": batches.verified()["a_second"]}

    def lists(self) -> Figures:
        """Lists of the interface."""
        return {f"list: {name}": 1000 / took for name, took in lists.measure(self._place).items()}

    def pages(self) -> Figures:
        """Every page."""
        pages.TIMES = TIMES
        return {f"page: {name}": 1000 / page["p50"] for name, page in pages.measure(self._place).items()}

    def payouts(self, claims: int) -> Figures:
        """One distribution, from the list to the last answer."""
        seen = _alone("bench.payouts", "--claims", str(claims), "--yuan", str(claims * 10_000))
        return {"payouts, claims": claims / seen["in_all"]}

    def ledger(self, transfers: int) -> Figures:
        """Transfers one at a time and in batches."""
        seen = _alone("bench.ledger", "--transfers", str(transfers), "--single", str(transfers // 100))
        ours = ("one at a time, a second", "in batches, a second")
        return {f"ledger, {name}": seen[name] for name in ours}

    def processor(self) -> float:
        """Seconds of processor time so far: of us, server, worker and database; not of clients."""
        return time.process_time() + sum(cpu.spent(self._place).values()) - self._of_clients


def main() -> None:
    """Do what the lines say, until there are no more."""
    answers = _own_output()
    with installed(None) as place:
        side = Side(place)
        for line in sys.stdin:
            asked = json.loads(line)
            print(json.dumps(_done(side, asked.pop("do"), asked)), file=answers, flush=True)
        side.rest()


def _own_output() -> TextIO:
    """Standard output for our answers alone; what others print joins the errors."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return answers


def _alone(module: str, *arguments: str) -> dict[str, Any]:
    """What a bench said that brings its own installation."""
    with TemporaryDirectory() as scratch:
        ran = subprocess.run(  # noqa: S603 -- our own modules
            [sys.executable, "-W", "ignore", "-c", ALONE, scratch, module, *arguments],
            env=OUTSIDE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout[ran.stdout.index("{\n") : ran.stdout.rindex("\n}") + 2])
    return found


def _ended() -> float:
    """Seconds of processor time of our children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _done(side: Side, name: str, asked: dict[str, Any]) -> dict[str, Any]:
    do: Callable[..., Figures] = getattr(side, name)
    before = side.processor()
    figures = do(**asked)
    return {"figures": figures, "cpu": side.processor() - before}


if __name__ == "__main__":
    main()
