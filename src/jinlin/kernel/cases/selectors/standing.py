"""How open cases stand, by unit, by area and by square of the map: each case is looked at once. One query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Floor

from jinlin.kernel.cases.models import Case
from jinlin.lib import clock

FINEST = 256  # squares to a degree, some 430 m from south to north; a power of two, so that edges are exact

# The ORM knows no grouping sets; which cases these are is its own work.
_SQL = """
SELECT grouping(holder), grouping(x), holder, area, x, y, count(*),
       count(*) FILTER (WHERE due_at < %s),
       count(*) FILTER (WHERE due_at >= %s AND due_at < %s),
       count(*) FILTER (WHERE card = %s),
       count(*) FILTER (WHERE card = %s)
  FROM ({open}) AS mine
 GROUP BY GROUPING SETS (holder, area, (area, x, y))
"""


@dataclass(frozen=True)
class Standing:
    """Open cases of a unit, an area or all: how many, and of these those past their limit, due by midnight,
    and with a standing yellow or red card."""

    key: str
    open: int = 0
    late: int = 0
    due_today: int = 0
    yellow: int = 0
    red: int = 0

    def __add__(self, other: Standing) -> Standing:
        return Standing(
            self.key,
            self.open + other.open,
            self.late + other.late,
            self.due_today + other.due_today,
            self.yellow + other.yellow,
            self.red + other.red,
        )


class Cell(NamedTuple):
    """The open cases of one area in one of the finest squares, counted from 0° in 1/256 degrees; `x` and `y`
    are None for those that have no place. There are thousands of them, so each is a bare row."""

    area: str | None
    x: float | None
    y: float | None
    open: int
    late: int
    due_today: int
    yellow: int
    red: int


class Standings(NamedTuple):
    """How open cases stand by the unit that holds them, "" for nobody; by area, "" for none; and by cell."""

    by_unit: list[Standing]
    by_area: list[Standing]
    cells: list[Cell]


def standings(mine: QuerySet[Case]) -> Standings:
    """How those of these cases that are open stand now."""
    found = Standings([], [], [])
    for not_by_unit, not_by_cell, holder, *rest in _rows(mine):
        if not not_by_cell:
            found.cells.append(Cell._make(rest))
        elif not_by_unit:
            area, _, _, *counted = rest
            found.by_area.append(Standing(area or "", *counted))
        else:
            found.by_unit.append(Standing(holder or "", *rest[3:]))
    return found


def _rows(mine: QuerySet[Case]) -> Iterator[tuple[Any, ...]]:
    placed = (
        mine.filter(closed_at=None)
        .order_by()
        .annotate(x=Floor(F("lon") * FINEST), y=Floor(F("lat") * FINEST))
    )
    sql, values = placed.values_list("holder", "area", "due_at", "card", "x", "y").query.sql_with_params()
    now, tonight = clock.now(), clock.local_moment(clock.today() + timedelta(days=1))
    cards = (Case.CardColour.YELLOW, Case.CardColour.RED)
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(open=sql), (now, now, tonight, *cards, *values))
        yield from cursor
