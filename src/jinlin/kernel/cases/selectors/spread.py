"""Where open cases are: counted by squares, so that a map of however many stays small. One query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Floor

from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.sight import in_sight
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.boxes import Box

FINEST = 256  # squares to a degree, some 430 m from south to north; a power of two, so that edges are exact
MOST = 600
COUNTED = ("n", "late", "yellow", "red")


class Square(NamedTuple):
    """The open cases within a box of WGS-84 degrees (its east and north edges belong to the next): how many,
    of these late and with a standing card, and the area that most of them are of."""

    box: Box
    area: str
    n: int
    late: int
    yellow: int
    red: int


@dataclass(frozen=True)
class Spread:
    """The squares, the fullest first, and how many open cases have a place and how many have none."""

    squares: tuple[Square, ...]
    placed: int
    unplaced: int


def spread(actor: Actor, world: World) -> Spread:
    """All open cases that this actor may see, but for parts of others: in at most 600 squares, which are
    the larger the wider the cases lie apart."""
    rows = _rows(actor, world)
    placed = [row for row in rows if row["x"] is not None]
    across = FINEST
    squares = _squares(placed, across)
    while len(squares) > MOST:
        across //= 2
        squares = _squares(placed, across)
    found = (_square(column, row, across, group) for (column, row), group in squares.items())
    return Spread(
        tuple(sorted(found, key=lambda one: (-one.n, one.box))),
        placed=sum(row["n"] for row in placed),
        unplaced=sum(row["n"] for row in rows if row["x"] is None),
    )


Cell = tuple[int, int]
Row = Mapping[str, Any]


def _rows(actor: Actor, world: World) -> list[Row]:
    mine = Case.objects.filter(in_sight(actor, world), parent=None, closed_at=None)
    by_cell = mine.order_by().values("area", x=Floor(F("lon") * FINEST), y=Floor(F("lat") * FINEST))
    return list(
        by_cell.annotate(
            n=Count("id"),
            late=Count("id", filter=Q(due_at__lt=clock.now())),
            yellow=Count("id", filter=Q(card=Case.CardColour.YELLOW)),
            red=Count("id", filter=Q(card=Case.CardColour.RED)),
        )
    )


def _squares(rows: Iterable[Row], across: int) -> dict[Cell, list[Row]]:
    found: dict[Cell, list[Row]] = {}
    for row in rows:
        cell = (int(row["x"]) * across // FINEST, int(row["y"]) * across // FINEST)
        found.setdefault(cell, []).append(row)
    return found


def _square(column: int, row: int, across: int, group: list[Row]) -> Square:
    areas: Counter[str] = Counter()
    for one in group:
        areas[one["area"] or ""] += one["n"]
    box = Box(column / across, row / across, (column + 1) / across, (row + 1) / across)
    most = max(sorted(areas), key=areas.__getitem__)
    return Square(box, most, *(sum(one[name] for one in group) for name in COUNTED))
