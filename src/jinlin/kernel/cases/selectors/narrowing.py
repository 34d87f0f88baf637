"""What a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.world import World

Desk = Literal["call_backs", "requests"]


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by. An area stands for itself and everything within it.

    `desk` names a list of the desk: cases in the states that a pack puts there, or with an open request.
    """

    type: str | None = None
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
    parent: int | None = None
    carded: bool = False
    desk: Desk | None = None


def narrowed(cases: QuerySet[Case], filters: Filters, world: World) -> QuerySet[Case]:
    """The cases that the filters leave."""
    exact = {"state": filters.state, "holder": filters.holder, "category": filters.category,
             "card": filters.card, "channel": filters.channel, "parent": filters.parent,
             "opened_at__gte": filters.opened_from, "opened_at__lt": filters.opened_to,
             "due_at__gte": filters.due_from, "due_at__lt": filters.due_before}  # fmt: skip
    cases = cases.filter(**{name: value for name, value in exact.items() if value is not None})
    return cases.filter(*_others(filters, world))


def _others(filters: Filters, world: World) -> Iterator[Q]:
    if filters.type:
        pack, _, name = filters.type.partition("/")
        yield Q(pack=pack, type=name)
    if filters.area:
        yield Q(area__in=world.subtree(filters.area))
    if filters.is_open is not None:
        yield Q(closed_at__isnull=filters.is_open)
    if _is_open_state(filters, world):
        yield Q(closed_at__isnull=True)  # follows, and lets an index find what few cases are in it
    if filters.carded:
        yield Q(card__gt=0)
    if filters.desk == "requests":
        yield Q(requests__isnull=False)
    elif filters.desk:
        yield _in_states(filters.desk, world)


def _is_open_state(filters: Filters, world: World) -> bool:
    """Whether the chosen state of the chosen type is one in which no case is closed."""
    found = (one.states.get(filters.state or "") for one in current_definitions(world.revision)
             if one.key == filters.type)  # fmt: skip
    return any(one is not None and not one.final for one in found)


def _in_states(desk: Desk, world: World) -> Q:
    """Cases in the states that their packs put on this list."""
    found = Q(pk__in=[])
    for one in current_definitions(world.revision):
        if states := [name for name, state in one.states.items() if state.desk == desk]:
            found |= Q(pack=one.pack, type=one.type, state__in=states)
    return found
