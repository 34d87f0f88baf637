"""`python -m bench --against FOLDER`: this checkout beside another one, figure by figure, in one paired run.

Both installations stand at once; one works while the other rests, by turns, A B B A. What else the machine
does then meets both, and the middle of the pairs tells one from the other where two runs on two days do not.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
LEAST = 0.9
BATCH = 20_000  # transfers: the least that `bench.ledger` posts

Say = Callable[[str], None]


class Plan(NamedTuple):
    """How much of everything is done in each turn."""

    pairs: int
    closed: int
    clients: int
    cases: int
    rows: int

    @property
    def empty(self) -> list[dict[str, Any]]:
        """What is measured while server and worker run beside no closed cases."""
        return [{"do": "cycles", "clients": self.clients, "cases": self.cases}]

    @property
    def full(self) -> list[dict[str, Any]]:
        """What is measured once they have stopped, beside the closed cases."""
        return [
            {"do": "lists"},
            {"do": "pages"},
            {"do": "verify"},
            {"do": "bulk", "rows": self.rows},
            {"do": "payouts", "claims": self.rows // 4},
            {"do": "ledger", "transfers": BATCH},
        ]


class Checkout:
    """One side, at work in its own process with its own Python."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- Python of the checkout that was named
            [folder / ".venv/bin/python", "-W", "ignore", HERE / "side.py"],
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._folder = folder

    def do(self, **asked: Any) -> dict[str, Any]:
        """Let it do something; what it saw."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("it was started without pipes")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._folder}: {asked['do']} failed; its words stand above")
        found: dict[str, Any] = json.loads(answer)
        return found

    def end(self) -> None:
        """Let it clear up."""
        self._process.communicate()


@dataclass
class Figure:
    """One figure of both sides: what each turn gave, by side."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Ours to theirs: the middle of the pairs."""
        return median(one / other for one, other in zip(self.ours, self.theirs, strict=True))

    def told(self) -> dict[str, Any]:
        """As it is kept."""
        return {"ours": self.ours, "theirs": self.theirs, "ratio": round(self.ratio, 3)}


Figures = dict[str, Figure]


def measure(results: dict[str, Any], folder: Path, plan: Plan, say: Say) -> None:
    """Measure both sides by turns; each figure is noted as soon as it is made."""
    figures: Figures = {}
    with _side(Path.cwd()) as ours, _side(folder) as theirs:
        sides = (ours, theirs)
        _both(sides, do="serve")
        for asked in plan.empty:
            _by_turns(figures, results, sides, asked, plan, say)
        if plan.closed:
            say(f"{plan.closed:,} closed cases are made")
            _both(sides, do="fill", closed=plan.closed)
        _both(sides, do="rest")
        for asked in plan.full:
            _by_turns(figures, results, sides, asked, plan, say)


def show(results: Mapping[str, Any]) -> bool:
    """Print the ratios; whether none is below `LEAST`."""
    table = Table("figure, a second", "this one", "the other", "ratio", "", title="Paired")
    for name, told in results["figures"].items():
        holds = told["ratio"] >= LEAST
        ours, theirs = (f"{median(told[side]):,.1f}" for side in ("ours", "theirs"))
        table.add_row(name, ours, theirs, f"{told['ratio']:.2f}", "" if holds else "BELOW")
    Console(width=120).print(table)
    return all(told["ratio"] >= LEAST for told in results["figures"].values())


def _by_turns(
    figures: Figures,
    results: dict[str, Any],
    sides: tuple[Checkout, Checkout],
    asked: dict[str, Any],
    plan: Plan,
    say: Say,
) -> None:
    say(f"{asked['do']}, {plan.pairs} pairs")
    for turn in range(plan.pairs):
        first = turn % 2  # whoever came second begins the next pair
        seen = {side: sides[side].do(**asked) for side in (first, 1 - first)}
        for name in seen[0]["figures"].keys() & seen[1]["figures"].keys():
            figure = figures.setdefault(name, Figure())
            figure.ours.append(seen[0]["figures"][name])
            figure.theirs.append(seen[1]["figures"][name])
        spent = figures.setdefault(f"processor: {asked['do']}", Figure())
        spent.ours.append(1 / seen[0]["cpu"])
        spent.theirs.append(1 / seen[1]["cpu"])
    results["figures"] = {name: figure.told() for name, figure in sorted(figures.items())}


def _both(sides: tuple[Checkout, Checkout], **asked: Any) -> None:
    for side in sides:
        side.do(**asked)


@contextmanager
def _side(folder: Path) -> Iterator[Checkout]:
    side = Checkout(folder)
    try:
        yield side
    finally:
        side.end()
