"""Which cases an actor may see: one condition for each way of finding them, each served by an index.

They are asked apart and put together by `paging`. As one condition with OR no index serves it, and whoever
sees few cases waits until all have been looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.policies import office_label
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
    """Own cases, those that name the actor, those that the actor's units hold or wrote down, and those of the
    actor's areas."""
    return [*_own(actor), *office_sights(actor, world)]


def in_sight(actor: Actor, world: World) -> Q:
    """The same as one condition, for whoever counts all of it. Each case is looked at, so what is true of
    most is asked first, and of all types at once."""
    areas: dict[str, list[Definition]] = {}
    for one in held(actor, world, "area"):
        areas.setdefault(one.post.area, []).append(one.definition)
    by_area = [within(area, world) & _of_types(types) for area, types in areas.items()]
    by_unit = [*_by_holder(actor, world), *_by_opening(actor, world)]
    return reduce(or_, [*by_area, *by_unit, *_own(actor), *_named(actor)])


def office_sights(actor: Actor, world: World) -> list[Q]:
    """The same without own cases: those in which staff see what staff have written down."""
    by_unit = [*_by_holder(actor, world), *_by_opening(actor, world)]
    return [*_named(actor), *by_unit, *_by_area(actor, world)]


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
    units: dict[str, list[Definition]] = {}
    for one in held(actor, world, "holder"):
        units.setdefault(one.post.organisation, []).append(one.definition)
    return (Q(holder=unit) & _of_types(types) for unit, types in units.items())


def _by_opening(actor: Actor, world: World) -> Iterator[Q]:
    """What a unit wrote down in an office; whoever sees an area sees it there already."""
    units: dict[str, list[Definition]] = {}
    for one in held(actor, world, "holder"):
        if one.role in one.definition.opened_by:
            units.setdefault(office_label(one.post), []).append(one.definition)
    return (Q(opener=unit) & _of_types(types) for unit, types in units.items())


def _by_area(actor: Actor, world: World) -> Iterator[Q]:
    return (one.kind & within(one.post.area, world) for one in held(actor, world, "area"))


def _of_types(definitions: Iterable[Definition]) -> Q:
    """Cases of any of these types. A pack is compared once and not with each of its types."""
    packs: dict[str, set[str]] = {}
    for one in definitions:
        packs.setdefault(one.pack, set()).add(one.type)
    return reduce(or_, (Q(pack=pack, type__in=sorted(types)) for pack, types in packs.items()))
