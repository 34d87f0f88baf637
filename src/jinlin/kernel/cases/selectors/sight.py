"""Which cases an actor may see: one condition for each way of finding them, each served by an index.

They are asked apart and put together by `paging`. As one condition with OR no index serves it, and whoever
sees few cases waits until all have been looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.world import World


class Held(NamedTuple):
    """A role that an office gives its holder in one type of case."""

    definition: Definition
    role: str
    post: Post

    @property
    def kind(self) -> Q:
        """The cases of that type."""
        return Q(pack=self.definition.pack, type=self.definition.type)


def sights(actor: Actor, world: World) -> list[Q]:
    """Own cases, those that name the actor, those of the actor's units, and those of the actor's areas."""
    return [*_own(actor), *office_sights(actor, world)]


def in_sight(actor: Actor, world: World) -> Q:
    """The same as one condition, for whoever counts all of it. Each case is looked at, so what is true of
    most is asked first, and of all types at once."""
    areas: dict[str, Q] = {}
    for one in held(actor, world, "area"):
        areas[one.post.area] = areas.get(one.post.area, Q()) | one.kind
    by_area = [within(area, world) & kinds for area, kinds in areas.items()]
    return reduce(or_, [*by_area, *_by_holder(actor, world), *_own(actor), *_named(actor)])


def office_sights(actor: Actor, world: World) -> list[Q]:
    """The same without own cases: those in which staff see what staff have written down."""
    return [*_named(actor), *_by_holder(actor, world), *_by_area(actor, world)]


def held(actor: Actor, world: World, scope: str) -> Iterator[Held]:
    """The roles of one scope that the actor's offices give, in every type of case."""
    for definition in current_definitions(world.revision):
        for post in actor.posts:
            role = definition.roles.get(post.role)
            if role is not None and role.scope == scope:
                yield Held(definition, post.role, post)


def within(area: str, world: World) -> Q:
    """Cases of an area, and those that nobody has placed yet."""
    return Q(area=None) | Q(area__in=world.subtree(area))


def _own(actor: Actor) -> list[Q]:
    return [Q(opener=actor.label), *([Q(id__in=actor.cases)] if actor.cases else [])]


def _named(actor: Actor) -> list[Q]:
    return [Q(people__contains=[actor.username])] if actor.username else []


def _by_holder(actor: Actor, world: World) -> Iterator[Q]:
    kinds: dict[str, Q] = {}
    for one in held(actor, world, "holder"):
        unit = one.post.organisation
        kinds[unit] = kinds.get(unit, Q()) | one.kind
    return (Q(holder=unit) & kind for unit, kind in kinds.items())


def _by_area(actor: Actor, world: World) -> Iterator[Q]:
    return (one.kind & within(one.post.area, world) for one in held(actor, world, "area"))
