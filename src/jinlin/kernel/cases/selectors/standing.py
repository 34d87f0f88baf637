"""How open cases stand, by unit, by area and by square of the map: each case is looked at once. One query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Floor

from jinlin.kernel.cases.models import Case
from jinlin.lib import clock

FINEST = 256  # squares to a degree, some 430 m from south to north; a power of two, so that edges are exact

# The ORM knows no grouping sets; which cases these are is its own work.
_SQL = """
SELECT grouping(x), holder, area, x, y, count(*),
       count(*) FILTER (WHERE due_at < %s),
       count(*) FILTER (WHERE due_at >= %s AND due_at < %s),
       count(*) FILTER (WHERE card = %s),
       count(*) FILTER (WHERE card = %s)
  FROM ({open}) AS mine
 GROUP BY GROUPING SETS ((holder, area), (area, x, y))
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


class Placed(NamedTuple):
    """The open cases that one unit, or nobody, holds in one area."""

    holder: str
    area: str
    standing: Standing


class Cell(NamedTuple):
    """The open cases of one area in one of the finest squares, counted from 0° in 1/256 degrees; None for
    those that have no place."""

    area: str
    at: tuple[int, int] | None
    standing: Standing


def standings(mine: QuerySet[Case]) -> tuple[list[Placed], list[Cell]]:
    """How those of these cases that are open stand now."""
    placed: list[Placed] = []
    cells: list[Cell] = []
    for is_placed, holder, area, x, y, *counted in _rows(mine):
        standing = Standing("", *counted)
        if is_placed:
            placed.append(Placed(holder or "", area or "", standing))
        else:
            cells.append(Cell(area or "", None if x is None else (int(x), int(y)), standing))
    return placed, cells


def _rows(mine: QuerySet[Case]) -> Iterator[tuple[int, str | None, str | None, float | None, float, int]]:
    squares = (
        mine.filter(closed_at=None)
        .order_by()
        .annotate(x=Floor(F("lon") * FINEST), y=Floor(F("lat") * FINEST))
    )
    sql, values = squares.values_list("holder", "area", "due_at", "card", "x", "y").query.sql_with_params()
    now, tonight = clock.now(), clock.local_moment(clock.today() + timedelta(days=1))
    cards = (Case.CardColour.YELLOW, Case.CardColour.RED)
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(open=sql), (now, now, tonight, *cards, *values))
        yield from cursor
