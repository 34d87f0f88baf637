"""How many: what a centre's board shows of the cases that an actor may see. Four queries, whatever there is.

Only matters that came in by themselves count; a child case is part of its parent's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.sight import in_sight
from jinlin.kernel.cases.selectors.standing import Cell, Standing, standings
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock

DAYS = 30


@dataclass(frozen=True)
class DayCount:
    """What came in and was closed on one local day, and how much of the latter never had a card."""

    day: date
    opened: int
    closed: int
    without_card: int


@dataclass(frozen=True)
class Counts:
    """What the board shows: how open cases stand, by unit, by area and on the map, and the last days, today
    last. `around` is the area whose parts `by_area` names, that of the actor's offices."""

    all: Standing
    by_unit: tuple[Standing, ...]
    by_area: tuple[Standing, ...]
    cells: tuple[Cell, ...]
    days: tuple[DayCount, ...]
    around: str

    @property
    def today(self) -> DayCount:
        """The day that is not over."""
        return self.days[-1]


def counts(actor: Actor, world: World) -> Counts:
    """The figures of now, over the cases that this actor may see."""
    mine = Case.objects.filter(in_sight(actor, world), parent=None)
    found = standings(mine)
    top = world.around(post.area for post in actor.posts)
    return Counts(
        all=sum(found.by_unit, Standing("")),
        by_unit=_summed(found.by_unit, lambda unit: unit),
        by_area=_summed(found.by_area, lambda area: _town(area, world.line(area), top)),
        cells=tuple(found.cells),
        days=_days(mine),
        around=top,
    )


def _summed(found: Iterable[Standing], key_of: Callable[[str], str]) -> tuple[Standing, ...]:
    """The most overdue first."""
    sums: dict[str, Standing] = {}
    for one in found:
        key = key_of(one.key)
        sums[key] = sums.get(key, Standing(key)) + one
    return tuple(sorted(sums.values(), key=lambda one: (-one.late, -one.open, one.key)))


def _town(area: str, line: Sequence[str], top: str) -> str:
    """The area directly below the one that is served: a town or a street stands for its communities."""
    return line[line.index(top) - 1] if top in line[1:] else area


def _days(mine: QuerySet[Case]) -> tuple[DayCount, ...]:
    first = clock.today() - timedelta(days=DAYS - 1)
    since = clock.local_moment(first)
    ended = mine.filter(closed_at__gte=since)
    opened = _by_day(mine.filter(opened_at__gte=since), "opened_at")
    closed = _by_day(ended, "closed_at")
    carded = _by_day(ended.filter(cards__gt=0), "closed_at")
    return tuple(
        DayCount(day, opened[day], closed[day], closed[day] - carded[day])
        for day in (first + timedelta(days=n) for n in range(DAYS))
    )


def _by_day(found: QuerySet[Case], moment: str) -> Counter[date]:
    """How many there are by local day. Nothing is asked of a case but what its index by day holds."""
    day = TruncDate(moment, tzinfo=clock.LOCAL)
    rows = found.order_by().values(day=day).annotate(n=Count("*")).values_list("day", "n")
    return Counter(dict(rows))
