"""From which day to which: what is common to everything in the registry that begins and ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Protocol, TypeVar

from jinlin.kernel.registry.actions.sheet import Line

ALWAYS = date(1949, 10, 1)  # what has no first day has stood as long as there is anybody to ask


class Dated(Protocol):
    """Something with a first day and perhaps a last, both of which count."""

    valid_from: date
    valid_to: date | None


One = TypeVar("One", bound=Dated)


def last_day(line: Line, first: date) -> date | None:
    """The cell `valid_to`, not before the first day."""
    last = line.day("valid_to")
    if last and last < first:
        line.fault(
            f"valid_to {last} 早于 valid_from {first}", f"valid_to {last} is before valid_from {first}"
        )
    return last


def overlaps(rows: Iterable[One], same: Callable[[One], Hashable]) -> list[tuple[One, One]]:
    """Pairs of rows, earlier first, that are the `same` and both valid on some day."""
    groups: defaultdict[Hashable, list[One]] = defaultdict(list)
    for row in rows:
        groups[same(row)].append(row)
    found = []
    for group in groups.values():
        group.sort(key=lambda one: one.valid_from)
        found += [
            (one, after) for one, after in pairwise(group) if (one.valid_to or date.max) >= after.valid_from
        ]
    return found


def circle(above: Mapping[str, Iterable[str]]) -> list[str]:
    """Codes that lead back to themselves through what is above them; empty if none do."""
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
