"""Lists of cases: keyset paging, filters, and only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinlin.kernel.cases.contents import Contents
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import Standing, may_read
from jinlin.kernel.cases.selectors.narrowing import Filters, narrowed
from jinlin.kernel.cases.selectors.paging import Place, cases_at, newest
from jinlin.kernel.cases.selectors.sight import sights
from jinlin.kernel.cases.selectors.viewing import case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotSignedIn

LARGEST = 200


@dataclass(frozen=True)
class Listed:
    """A row of a list."""

    case: Case
    definition: Definition

    @property
    def title(self) -> str:
        """What the case is about."""
        return self.contents.title

    @cached_property
    def contents(self) -> Contents:
        """The values of its fields."""
        return Contents(self.case, self.definition)


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
    parts = (narrowed(Case.objects.filter(sight), filters, world) for sight in sights(actor, world))
    return page_of(newest(parts, size + 1, after=after), size)


def page_of(found: Sequence[Place], size: int) -> Page:
    """The page of the first `size` places; that there is one more says that it is not the last."""
    return Page(listed(cases_at(found[:size])), found[size - 1] if len(found) > size else None)


def cases_for(numbers: Sequence[str], actor: Actor, *, world: World | None = None) -> tuple[Listed, ...]:
    """Those of the cases with these numbers that the actor may see, at most 200, by number."""
    here = world or current_world()
    found = listed(Case.objects.filter(number__in=list(numbers)[:LARGEST]).order_by("number"))
    return tuple(one for one in found if may_read(Standing(actor, one.case, one.definition, here)))


def children(number: str, actor: Actor) -> tuple[Listed, ...]:
    """The children of a case, oldest first, at most 200: all of them for staff who may see the case, for
    others those that they may see themselves (a letter to a unit is between offices)."""
    view = case_for(number, actor)
    found = listed(Case.objects.filter(parent=view.case.id).order_by("id")[:LARGEST])
    if view.decision.post is not None:
        return found
    world = view.standing.world
    return tuple(one for one in found if may_read(Standing(actor, one.case, one.definition, world)))


def listed(cases: Iterable[Case]) -> tuple[Listed, ...]:
    """Cases as rows of a list."""
    return tuple(Listed(case, definition_by_digest(case.definition)) for case in cases)
