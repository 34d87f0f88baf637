"""How many: what a centre's board shows of the cases that an actor may see. Four queries, whatever there is.

Only matters that came in by themselves count; a child case is part of its parent's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.sight import in_sight
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock

DAYS = 30


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


@dataclass(frozen=True)
class DayCount:
    """What came in and was closed on one local day, and how much of the latter never had a card."""

    day: date
    opened: int
    closed: int
    without_card: int


@dataclass(frozen=True)
class Counts:
    """What the board shows: how open cases stand, by unit and by area, and the last days, today last."""

    all: Standing
    by_unit: tuple[Standing, ...]
    by_area: tuple[Standing, ...]
    days: tuple[DayCount, ...]

    @property
    def today(self) -> DayCount:
        """The day that is not over."""
        return self.days[-1]


def counts(actor: Actor, world: World) -> Counts:
    """The figures of now, over the cases that this actor may see."""
    mine = Case.objects.filter(in_sight(actor, world), parent=None)
    rows = list(_open(mine))
    return Counts(
        all=sum((one for _, one in rows), Standing("")),
        by_unit=_summed(rows, lambda place: place[0] or ""),
        by_area=_summed(rows, lambda place: _town(place[1], world)),
        days=_days(mine),
    )


Place = tuple[str | None, str | None]
"""Holder and area of a case."""


def _open(mine: QuerySet[Case]) -> Iterable[tuple[Place, Standing]]:
    now, tonight = clock.now(), _midnight(clock.today() + timedelta(days=1))
    by_place = mine.filter(closed_at=None).order_by().values("holder", "area")
    rows: Any = by_place.annotate(
        open=Count("id"),
        late=Count("id", filter=Q(due_at__lt=now)),
        due_today=Count("id", filter=Q(due_at__gte=now, due_at__lt=tonight)),
        yellow=Count("id", filter=Q(card=Case.CardColour.YELLOW)),
        red=Count("id", filter=Q(card=Case.CardColour.RED)),
    )
    for row in rows:
        place = (row.pop("holder"), row.pop("area"))
        yield place, Standing("", **row)


def _summed(rows: Iterable[tuple[Place, Standing]], key_of: Callable[[Place], str]) -> tuple[Standing, ...]:
    """The most overdue first."""
    sums: dict[str, Standing] = {}
    for place, one in rows:
        key = key_of(place)
        sums[key] = sums.get(key, Standing(key)) + one
    return tuple(sorted(sums.values(), key=lambda one: (-one.late, -one.open, one.key)))


def _town(area: str | None, world: World) -> str:
    """The area below the topmost one: a town or a street stands for its communities."""
    line = world.line(area) if area else ()
    return line[-2] if len(line) > 1 else (area or "")


def _days(mine: QuerySet[Case]) -> tuple[DayCount, ...]:
    first = clock.today() - timedelta(days=DAYS - 1)
    since = _midnight(first)
    ended = mine.filter(closed_at__gte=since)
    opened = _by_day(mine.filter(opened_at__gte=since), "opened_at")
    closed = _by_day(ended, "closed_at")
    carded = _by_day(ended.filter(tally__shown__gt=0), "closed_at")
    return tuple(
        DayCount(day, opened[day], closed[day], closed[day] - carded[day])
        for day in (first + timedelta(days=n) for n in range(DAYS))
    )


def _by_day(found: QuerySet[Case], moment: str) -> Counter[date]:
    """How many there are by local day. Nothing is asked of a case but what its index by day holds."""
    day = TruncDate(moment, tzinfo=clock.LOCAL)
    rows = found.order_by().values(day=day).annotate(n=Count("*")).values_list("day", "n")
    return Counter(dict(rows))


def _midnight(day: date) -> datetime:
    return clock.local_moment(day)
