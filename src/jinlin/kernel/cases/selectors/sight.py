"""Which cases an actor may see: one condition for each way of finding them, each served by an index.

They are asked apart and put together by `listing`. As one condition with OR no index serves it, and whoever
sees few cases waits until all have been looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World


def sights(actor: Actor, world: World) -> list[Q]:
    """Own cases, those that name the actor, those of the actor's units, and those of the actor's areas."""
    own = [Q(opener=actor.label)]
    if actor.cases:
        own.append(Q(id__in=actor.cases))
    if actor.username:
        own.append(Q(people__contains=[actor.username]))
    return [*own, *_by_holder(actor, world), *_by_area(actor, world)]


def _by_holder(actor: Actor, world: World) -> Iterator[Q]:
    kinds: dict[str, Q] = {}
    for organisation, kind in _scoped(actor, world, "holder"):
        kinds[organisation] = kinds.get(organisation, Q()) | kind
    return (Q(holder=organisation) & kind for organisation, kind in kinds.items())


def _by_area(actor: Actor, world: World) -> Iterator[Q]:
    for area, kind in _scoped(actor, world, "area"):
        yield kind & (Q(area=None) | Q(area__in=world.subtree(area)))


def _scoped(actor: Actor, world: World, scope: str) -> Iterator[tuple[str, Q]]:
    """Organisation or area of each post, with each type of case in which the post's role has this scope."""
    for definition in current_definitions(world.revision):
        for post in actor.posts:
            role = definition.roles.get(post.role)
            if role is not None and role.scope == scope:
                where = post.organisation if scope == "holder" else post.area
                yield where, Q(pack=definition.pack, type=definition.type)
