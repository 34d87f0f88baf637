"""The tree of areas through time: codes begin, end, and are succeeded by other codes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """An administrative division under one code, from a day to a day."""

    code: str
    name: str
    parent: str
    level: str
    valid_from: date
    valid_to: date | None
    successor: str

    def valid_on(self, day: date) -> bool:
        """Whether the code stands for this area on `day`; the last day counts."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class AreaTree:
    """Every version of every area. What is worked out is kept for each era: the days between two changes."""

    def __init__(self, areas: Iterable[AreaInfo]) -> None:
        self._versions: defaultdict[str, list[AreaInfo]] = defaultdict(list)
        changes: set[date] = set()
        for area in sorted(areas, key=lambda one: (one.code, one.valid_from)):
            self._versions[area.code].append(area)
            changes.add(area.valid_from)
            if area.valid_to is not None and area.valid_to < date.max:
                changes.add(area.valid_to + _DAY)
        self._changes = sorted(changes)
        self._eras: dict[int, _Era] = {}

    def on(self, code: str, day: date) -> AreaInfo | None:
        """The area that has `code` on `day`."""
        return next((one for one in self._versions.get(code, ()) if one.valid_on(day)), None)

    def line(self, code: str, day: date) -> tuple[str, ...]:
        """`code` and the codes above it, nearest first."""
        return self._era(day).line(code)

    def subtree(self, code: str, day: date) -> frozenset[str]:
        """`code` and every code whose line holds it."""
        return self._era(day).subtree(code)

    def children(self, code: str, day: date) -> tuple[AreaInfo, ...]:
        """The areas directly below that are valid on `day`, by code."""
        return self._era(day).children.get(code, ())

    def versions(self) -> Iterator[AreaInfo]:
        """Every version of every area, by code and first day."""
        return chain.from_iterable(self._versions.values())

    def _era(self, day: date) -> _Era:
        number = bisect_right(self._changes, day)
        era = self._eras.get(number)
        if era is None:
            latest = (_latest(versions, day) for versions in self._versions.values())
            era = self._eras[number] = _Era([one for one in latest if one], day)
        return era


class _Era:
    """The tree on one day. An area that has ended hangs below its last parent and below its successor."""

    def __init__(self, areas: list[AreaInfo], day: date) -> None:
        self._above = {one.code: _above(one, day) for one in areas}
        self._lines: dict[str, tuple[str, ...]] = {}
        self._subtrees: dict[str, frozenset[str]] = {}
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        children: defaultdict[str, list[AreaInfo]] = defaultdict(list)
        for one in areas:
            for code in self._above[one.code]:
                self._below[code].append(one.code)
            if one.valid_on(day):
                children[one.parent].append(one)
        self.children = {code: tuple(below) for code, below in children.items()}

    def line(self, code: str) -> tuple[str, ...]:
        if code not in self._above:
            return (code,)  # not kept: whoever asks for codes that are not there fills no memory
        known = self._lines.get(code)
        if known is None:
            known = self._lines[code] = tuple(_reach(code, self._above))
        return known

    def subtree(self, code: str) -> frozenset[str]:
        if code not in self._above:
            return frozenset({code})
        known = self._subtrees.get(code)
        if known is None:
            known = self._subtrees[code] = frozenset(_reach(code, self._below))
        return known


def _latest(versions: list[AreaInfo], day: date) -> AreaInfo | None:
    """The version valid on `day`, or the last that began before."""
    return next((one for one in reversed(versions) if one.valid_from <= day), None)


def _above(area: AreaInfo, day: date) -> tuple[str, ...]:
    ended = area.successor if area.successor and not area.valid_on(day) else ""
    return tuple(code for code in (ended, area.parent) if code)


def _reach(start: str, edges: dict[str, tuple[str, ...]] | defaultdict[str, list[str]]) -> dict[str, None]:
    """Everything that `edges` lead to from `start`, nearest first, each once."""
    found = {start: None}
    waiting = [start]
    for code in waiting:
        for next_code in edges.get(code, ()):
            if next_code not in found:
                found[next_code] = None
                waiting.append(next_code)
    return found
