"""What is on somebody's desk: open cases on which they hold a role, by what is due next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from jinlin.kernel.cases import columns
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.listing import LARGEST, Listed, listed
from jinlin.kernel.cases.selectors.narrowing import Filters, narrowed
from jinlin.kernel.cases.selectors.paging import first
from jinlin.kernel.cases.selectors.sight import held, sights, within
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World

MOST_COUNTED = 99
DUE = ("due_at", "id")
_BY_ID = f"""
    SELECT {columns.NAMED} FROM case_case WHERE id = ANY(%(ids)s::bigint[]) ORDER BY due_at, id
"""  # noqa: S608 -- the names come from the model

Turn = Literal["mine", "others", "any"]
DuePlace = tuple[datetime | None, int]
"""Where a case stands in a list by due date: when it is due, and its id. Without a limit it comes last."""


@dataclass(frozen=True)
class Work:
    """One page of a desk. `count` is how many there are from here on, and 100 for "more than 99"."""

    rows: tuple[Listed, ...]
    next: DuePlace | None
    count: int


def work_of(
    actor: Actor,
    filters: Filters | None = None,
    *,
    turn: Turn = "mine",
    after: DuePlace | None = None,
    limit: int = 50,
    world: World | None = None,
) -> Work:
    """The open cases on which this actor holds a role now, by what is due next, those without a limit last.

    `turn` `mine`: those that wait for the actor, since the case is in a state in which it is the turn of
    one of the actor's roles, or a request stands which one of them answers; `others`: those that do not;
    `any`: all.
    """
    world = world or current_world()
    size = max(1, min(limit, LARGEST))
    found = _places(actor, filters or Filters(), turn, after, max(size, MOST_COUNTED) + 1, world)
    cases = columns.read(_BY_ID, {"ids": [case for _, case in found[:size]]})
    following = found[size - 1] if len(found) > size else None
    return Work(listed(cases), following, min(len(found), MOST_COUNTED + 1))


def count_work(actor: Actor, *, turn: Turn = "mine", world: World | None = None) -> int:
    """How many cases `work_of` would show in all, and 100 for "more than 99"."""
    return len(_places(actor, Filters(), turn, None, MOST_COUNTED + 1, world or current_world()))


def _places(
    actor: Actor, filters: Filters, turn: Turn, after: DuePlace | None, count: int, world: World
) -> list[DuePlace]:
    """First those that have a limit, then the others: each in the order of one index."""
    shown = [narrowed(one, filters, world).filter(closed_at=None) for one in _on_desk(actor, turn, world)]
    found: list[DuePlace] = []
    if after is None or after[0] is not None:
        found = first((_due(one, after) for one in shown), DUE, count)
    if len(found) < count and not (filters.due_from or filters.due_before):
        rest = after if after and after[0] is None else None
        found += first((_endless(one, rest) for one in shown), DUE, count - len(found))
    return found


def _due(cases: QuerySet[Case], after: DuePlace | None) -> QuerySet[Case]:
    if after is None:
        return cases.filter(due_at__isnull=False)
    due, case = after
    # The first condition follows from the second; with it the index begins where the last page ended.
    return cases.filter(due_at__gte=due).filter(Q(due_at__gt=due) | Q(id__gt=case))


def _endless(cases: QuerySet[Case], after: DuePlace | None) -> QuerySet[Case]:
    cases = cases.filter(due_at__isnull=True)
    return cases.filter(id__gt=after[1]) if after else cases


def _on_desk(actor: Actor, turn: Turn, world: World) -> Iterator[QuerySet[Case]]:
    if turn == "mine":
        return (Case.objects.filter(one) for one in _turns(actor, world))
    shown = (Case.objects.filter(one) for one in sights(actor, world))
    if turn == "any":
        return shown
    waiting = _either(_turns(actor, world))
    return (one.exclude(waiting) for one in shown) if waiting else shown


def _turns(actor: Actor, world: World) -> list[Q]:
    """When it is the actor's turn: for each of the actor's units and areas, and for the actor in person."""
    by_unit: dict[str, list[Q]] = {}
    by_area: dict[str, list[Q]] = {}
    for one in held(actor, world, "holder"):
        by_unit.setdefault(one.post.organisation, []).extend(_turn(one.definition, one.role))
    for one in held(actor, world, "area"):
        by_area.setdefault(one.post.area, []).extend(_turn(one.definition, one.role))
    own = [one for definition in current_definitions(world.revision) for one in _personal(actor, definition)]
    return [
        *(Q(holder=unit) & _either(found) for unit, found in by_unit.items() if found),
        *(within(area, world) & _either(found) for area, found in by_area.items() if found),
        *own,
    ]


def _personal(actor: Actor, definition: Definition) -> Iterator[Q]:
    """When it is the turn of whoever opened the case, or of the officer whom one of its fields names."""
    for name, role in definition.roles.items():
        found = _turn(definition, name)
        if found and role.scope == "named" and actor.username:
            mine = Q(people__contains=[actor.username], **{f"facts__{role.field}": actor.username})
            yield mine & _either(found)
        elif found and role.scope == "opener":
            yield Q(opener=actor.label) & _either(found)


def _turn(definition: Definition, role: str) -> list[Q]:
    turn, kind = definition.turns[role], Q(pack=definition.pack, type=definition.type)
    found = [kind & Q(state__in=sorted(turn.states))] if turn.states else []
    if turn.requests:
        found.append(kind & Q(requests__isnull=False, requests__overlap=sorted(turn.requests)))
    return found


def _either(conditions: Sequence[Q]) -> Q:
    found = Q()
    for one in conditions:
        found |= one
    return found
