"""What neighbours have reported already: open public cases at the same place about the same thing.

Only what everybody may see is looked at, and as it is shown: the place rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from jinlin.kernel.cases.categories import Categories, categories
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definition
from jinlin.kernel.cases.selectors.public import PublicFilters, public_cases
from jinlin.kernel.cases.showing import PublicCase, rule
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.boxes import Box, around
from jinlin.lib.geodesy import Point, distance_m

WITHIN = 200  # metres
LOOKED_AT, SHOWN = 100, 5
FEWEST_COUNTED = 5  # people: a smaller count is not told
# Who was merged into whom, also by way of another. One that was reopened since goes on by itself.
_REPORTERS = """
    WITH RECURSIVE joined (id, number) AS (
        SELECT id, number FROM case_case WHERE number = ANY(%s)
        UNION
        SELECT c.id, j.number FROM case_case c JOIN joined j ON c.merged_into = j.id
         WHERE c.closed_at IS NOT NULL
    )
    SELECT number, count(*) FROM joined GROUP BY number
"""


@dataclass(frozen=True)
class Sought:
    """What somebody is about to report: of which type, about which categories (those that fit best first),
    and where. `area` counts where there is no point."""

    key: str
    categories: tuple[str, ...]
    point: Point | None = None
    area: str | None = None


@dataclass(frozen=True)
class Neighbour:
    """A case that may be the same: how far it is in metres, and how many people reported it if they are many
    enough to be counted in public."""

    case: PublicCase
    metres: int | None
    reporters: int | None


def neighbours(sought: Sought, *, world: World | None = None) -> tuple[Neighbour, ...]:
    """The open public cases that may be the same, nearest first, at most five. Four queries at most."""
    world = world or current_world()
    definition = current_definition(sought.key, world.revision)
    where = _where(sought, definition, world)
    if where is None or not sought.categories:
        return ()
    known = categories(definition, world)
    line = known.line(sought.categories[0])
    filters = PublicFilters(
        type=sought.key, category=line[-1].code if line else None, is_open=True, box=where[0], area=where[1]
    )
    found = public_cases(filters, limit=LOOKED_AT, world=world).cases
    wanted = _alike(known, sought.categories)
    near = [(one, _metres(one, sought.point)) for one in found if one.category in wanted]
    nearest = sorted(near, key=lambda pair: pair[1] or 0)[:SHOWN]
    counts = reporters([one.number for one, _ in nearest])
    return tuple(Neighbour(one, metres, _told(counts[one.number])) for one, metres in nearest)


def reporters(numbers: Sequence[str]) -> dict[str, int]:
    """How many reported each of these cases: its own reporter and all whose case was merged into it."""
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_REPORTERS, [list(numbers)])
        return dict(cursor.fetchall())


def reporters_told(number: str) -> int | None:
    """How many reported a case, if they are many enough to be counted in public."""
    return _told(reporters([number]).get(number, 0))


def _told(count: int) -> int | None:
    return count if count >= FEWEST_COUNTED else None


def _where(sought: Sought, definition: Definition, world: World) -> tuple[Box | None, str | None] | None:
    shown = rule(definition, world)
    if shown is None:
        return None
    if sought.point is not None and shown.shows_place:
        return around(sought.point, WITHIN), None
    return (None, sought.area) if sought.area and shown.shows_area else None


def _alike(known: Categories, codes: Sequence[str]) -> frozenset[str]:
    """These categories, the coarser ones above them, and the finer ones below."""
    above = frozenset(up.code for code in codes for up in known.line(code))
    return above.union(*(known.within(code) for code in codes))


def _metres(one: PublicCase, point: Point | None) -> int | None:
    if point is None or one.lon is None or one.lat is None:
        return None
    return round(distance_m(point, Point(x=one.lon, y=one.lat, crs="WGS-84")))
