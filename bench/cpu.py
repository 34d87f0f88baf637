"""Who spends processor time: on a machine that others share this says more than cycles a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import psutil  # type: ignore[import-untyped] # it comes with the bundled database, without types

from bench.place import Place

Spent = dict[str, float]


def spent(place: Place) -> Spent:
    """Seconds so far of the server, the worker, the database, and of clients that have ended."""
    us = psutil.Process()
    families = {"server": "serve", "worker": "worker"}
    found = {name: _seconds(_family(us, word)) for name, word in families.items()}
    times = us.cpu_times()
    postmaster = psutil.Process(int((place.data / "pg" / "postmaster.pid").read_text().split("\n")[0]))
    database = _seconds([postmaster, *postmaster.children()]) + _ended(postmaster)
    return {**found, "database": database, "clients": times.children_user + times.children_system}


def between(before: Spent, after: Spent, cycles: int) -> dict[str, float]:
    """Milliseconds for each cycle."""
    return {name: round(1000 * (after[name] - before[name]) / max(cycles, 1), 2) for name in before}


def _family(us: psutil.Process, word: str) -> Iterator[psutil.Process]:
    """The child that was started with this word, and all that it started."""
    for child in us.children():
        if word in child.cmdline():
            yield from [child, *child.children(recursive=True)]


def _seconds(processes: Iterable[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # a connection that has just been closed
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _ended(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.children_user + times.children_system)
