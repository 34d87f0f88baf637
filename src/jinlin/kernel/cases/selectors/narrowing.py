"""What a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.written import Written
from jinlin.kernel.registry.world import World
from jinlin.lib.boxes import Box

Desk = Literal["call_backs", "requests", "ringing"]


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by. Moments: `from` a moment to before another.

    Besides those of `type` the cases of `types` are left. An area stands for itself and everything within
    it, with `itself` for itself alone; an empty holder or area for cases that have none. `whole` leaves out
    what is part of another case, `never_carded` what ever had a card, and `box` all whose place is not in it:
    its west and south edges are, the others are not. `desk` names a list of the desk: cases in the states
    that a pack puts there, with an open request, or with one that rings.
    """

    type: str | None = None
    types: tuple[str, ...] = ()
    state: str | None = None
    area: str | None = None
    holder: str | None = None
    category: str | None = None
    card: int | None = None
    channel: str | None = None
    is_open: bool | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    closed_from: datetime | None = None
    closed_before: datetime | None = None
    parent: int | None = None
    whole: bool = False
    itself: bool = False
    box: Box | None = None
    carded: bool = False
    never_carded: bool = False
    desk: Desk | None = None


def narrowed(cases: QuerySet[Case], filters: Filters, world: World) -> QuerySet[Case]:
    """The cases that the filters leave."""
    exact = {"state": filters.state, "holder": filters.holder or None, "category": filters.category,
             "card": filters.card, "channel": filters.channel, "parent": filters.parent,
             "opened_at__gte": filters.opened_from, "opened_at__lt": filters.opened_to,
             "due_at__gte": filters.due_from, "due_at__lt": filters.due_before,
             "closed_at__gte": filters.closed_from, "closed_at__lt": filters.closed_before}  # fmt: skip
    cases = cases.filter(**{name: value for name, value in exact.items() if value is not None})
    return cases.filter(*_others(filters, world), *_places(filters, world), *_cards(filters))


def _others(filters: Filters, world: World) -> Iterator[Q]:
    if types := [one for one in (filters.type, *filters.types) if one]:
        yield _of_types(types)
    if filters.whole:
        yield Q(parent__isnull=True)
    if filters.is_open is not None:
        yield Q(closed_at__isnull=filters.is_open)
    if _is_open_state(filters, world):
        yield Q(closed_at__isnull=True)  # follows, and lets an index find what few cases are in it
    if filters.desk == "requests":
        yield Q(requests__isnull=False)
    elif filters.desk == "ringing":
        yield _that_ring(world)
    elif filters.desk:
        yield _in_states(filters.desk, world)


def _places(filters: Filters, world: World) -> Iterator[Q]:
    if filters.holder == "":
        yield Q(holder__isnull=True)
    if filters.area == "":
        yield Q(area__isnull=True)
    elif filters.area:
        yield Q(area=filters.area) if filters.itself else Q(area__in=world.subtree(filters.area))
    if filters.box:
        west, south, east, north = filters.box
        yield Q(lon__gte=west, lon__lt=east, lat__gte=south, lat__lt=north)


def _cards(filters: Filters) -> Iterator[Q]:
    if filters.carded or filters.card:
        yield Q(card__gt=Written(0))  # which an index of the carded alone can serve
    if filters.never_carded:
        yield Q(cards=0)


def _of_types(keys: Iterable[str]) -> Q:
    found = Q()
    for key in keys:
        pack, _, name = key.partition("/")
        found |= Q(pack=pack, type=name)
    return found


def _is_open_state(filters: Filters, world: World) -> bool:
    """Whether the chosen state of the chosen type is one in which no case is closed."""
    found = (one.states.get(filters.state or "") for one in current_definitions(world.revision)
             if one.key == filters.type)  # fmt: skip
    return any(one is not None and not one.final for one in found)


def _that_ring(world: World) -> Q:
    """Cases with a request that rings until somebody answers it."""
    found = Q(pk__in=[])
    for one in current_definitions(world.revision):
        if one.ringing:
            kind = Q(pack=one.pack, type=one.type)
            found |= kind & Q(requests__isnull=False, requests__overlap=sorted(one.ringing))
    return found


def _in_states(desk: Desk, world: World) -> Q:
    """Cases in the states that their packs put on this list."""
    found = Q(pk__in=[])
    for one in current_definitions(world.revision):
        if states := [name for name, state in one.states.items() if state.desk == desk]:
            found |= Q(pack=one.pack, type=one.type, state__in=states)
    return found
