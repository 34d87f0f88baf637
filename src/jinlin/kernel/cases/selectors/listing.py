"""Lists of cases: keyset paging, filters, and only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import Standing, may_read
from jinlin.kernel.cases.selectors.paging import Place, cases_at, newest
from jinlin.kernel.cases.selectors.sight import sights
from jinlin.kernel.cases.selectors.viewing import case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotSignedIn

LARGEST = 200


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by. An area stands for itself and everything within it."""

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
    due_before: datetime | None = None
    parent: int | None = None


@dataclass(frozen=True)
class Listed:
    """A row of a list."""

    case: Case
    definition: Definition


@dataclass(frozen=True)
class Page:
    """One page, newest first. `next` is where the page after it starts; None on the last."""

    rows: tuple[Listed, ...]
    next: Place | None


def list_cases(
    actor: Actor,
    filters: Filters,
    *,
    after: Place | None = None,
    limit: int = 50,
    world: World | None = None,
) -> Page:
    """The cases that this actor may see, newest first. NotSignedIn for somebody who is not known."""
    world = world or current_world()
    if actor.label == "anyone":
        raise NotSignedIn(
            "请先登录，或用查询码查看您的事项", "Sign in, or use a tracking code to see your case"
        )
    size = max(1, min(limit, LARGEST))
    parts = (_narrowed(Case.objects.filter(sight), filters, world) for sight in sights(actor, world))
    places = newest(parts, size + 1, after=after)
    return Page(_listed(cases_at(places[:size])), places[size - 1] if len(places) > size else None)


def children(number: str, actor: Actor) -> tuple[Listed, ...]:
    """The children of a case, oldest first, at most 200: all of them for staff who may see the case, for
    others those that they may see themselves (a letter to a unit is between offices)."""
    view = case_for(number, actor)
    found = _listed(Case.objects.filter(parent=view.case.id).order_by("id")[:LARGEST])
    if view.decision.post is not None:
        return found
    world = view.standing.world
    return tuple(one for one in found if may_read(Standing(actor, one.case, one.definition, world)))


def _listed(cases: Iterable[Case]) -> tuple[Listed, ...]:
    return tuple(Listed(case, definition_by_digest(case.definition)) for case in cases)


def _narrowed(cases: QuerySet[Case], filters: Filters, world: World) -> QuerySet[Case]:
    exact = {"state": filters.state, "holder": filters.holder, "category": filters.category,
             "card": filters.card, "channel": filters.channel, "parent": filters.parent,
             "opened_at__gte": filters.opened_from, "opened_at__lt": filters.opened_to,
             "due_at__lt": filters.due_before}  # fmt: skip
    cases = cases.filter(**{name: value for name, value in exact.items() if value is not None})
    if filters.type:
        pack, _, name = filters.type.partition("/")
        cases = cases.filter(pack=pack, type=name)
    if filters.area:
        cases = cases.filter(area__in=world.subtree(filters.area))
    if filters.is_open is not None:
        cases = cases.filter(closed_at__isnull=filters.is_open)
    return cases
