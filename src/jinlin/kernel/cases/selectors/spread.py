"""Where open cases are: counted by squares, so that a map of however many stays small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from jinlin.kernel.cases.selectors.standing import FINEST, Cell, Standing
from jinlin.lib.boxes import Box

MOST = 600


class Square(NamedTuple):
    """The open cases within a box of WGS-84 degrees (its east and north edges belong to the next), and the
    area that most of them are of."""

    box: Box
    area: str
    standing: Standing


@dataclass(frozen=True)
class Spread:
    """The squares, the fullest first, and how many open cases have a place and how many have none."""

    squares: tuple[Square, ...]
    placed: int
    unplaced: int


Corner = tuple[int, int]
"""The south-west corner of a square, counted in squares from 0°."""


def spread(cells: Iterable[Cell]) -> Spread:
    """The cells in at most 600 squares, which are the larger the wider the cases lie apart."""
    across, unplaced = FINEST, 0
    squares: dict[Corner, list[Cell]] = {}
    for one in cells:
        if one.x is None or one.y is None:
            unplaced += one.open
        else:
            squares.setdefault((int(one.x), int(one.y)), []).append(one)
    while len(squares) > MOST:
        across //= 2
        squares = _doubled(squares)
    found = [_square(at, across, group) for at, group in squares.items()]
    return Spread(
        tuple(sorted(found, key=lambda one: (-one.standing.open, one.box))),
        placed=sum(one.standing.open for one in found),
        unplaced=unplaced,
    )


def _doubled(squares: dict[Corner, list[Cell]]) -> dict[Corner, list[Cell]]:
    """Four squares in one; an edge of the larger is always one of the smaller."""
    found: dict[Corner, list[Cell]] = {}
    for (x, y), group in squares.items():
        found.setdefault((x // 2, y // 2), []).extend(group)
    return found


def _square(at: Corner, across: int, group: list[Cell]) -> Square:
    areas: Counter[str] = Counter()
    for one in group:
        areas[one.area or ""] += one.open
    x, y = at
    box = Box(x / across, y / across, (x + 1) / across, (y + 1) / across)
    _, _, _, *counted = zip(*group, strict=True)
    return Square(box, max(sorted(areas), key=areas.__getitem__), Standing("", *map(sum, counted)))
