"""What waits for an officer, the soonest due first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from jinlin.kernel.cases.definition import Definition, Role
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World

LARGEST = 200


class Deadline(NamedTuple):
    """When a case is due; no more of it than is needed to find it."""

    due_at: datetime
    number: str
    title: str


def deadlines(actor: Actor, *, world: World | None = None) -> list[Deadline]:
    """The open cases that wait for one of the actor's offices, at most 200, the soonest due first."""
    waiting = Case.objects.filter(closed_at=None, due_at__isnull=False)
    parts = [
        waiting.filter(one).order_by("due_at", "number").values_list("due_at", "number", "title")[:LARGEST]
        for one in _duties(actor, world or current_world())
    ]
    if not parts:
        return []
    first, *others = parts
    found = first.union(*others).order_by("due_at", "number")[:LARGEST] if others else first
    return [Deadline(due_at, number, title) for due_at, number, title in found if due_at is not None]


def _duties(actor: Actor, world: World) -> Iterator[Q]:
    """One condition for each office and type of case, each served by an index of open cases."""
    for definition in current_definitions(world.revision):
        kind = Q(pack=definition.pack, type=definition.type)
        for post in actor.posts:
            if states := _waits_for(definition, post.role):
                yield kind & Q(state__in=states) & _where(definition.roles[post.role], post, world)
        for name, role in definition.roles.items():
            if role.scope == "named" and actor.username and (states := _waits_for(definition, name)):
                yield kind & Q(state__in=states, people__contains=[actor.username])


def _where(role: Role, post: Post, world: World) -> Q:
    if role.scope == "holder":
        return Q(holder=post.organisation)
    return Q(area=None) | Q(area__in=world.subtree(post.area))


def _waits_for(definition: Definition, name: str) -> list[str]:
    """The states in which a case waits for this role. Where the unit that holds a case can move it on, it
    waits for that unit, whatever others may do meanwhile."""
    role = definition.roles.get(name)
    if role is None or role.scope not in ("holder", "area", "named"):
        return []
    states = _moved_on_by(definition, name)
    if role.scope == "area":
        holders = (one for one, other in definition.roles.items() if other.scope == "holder")
        states = states.difference(*(_moved_on_by(definition, one) for one in holders))
    return sorted(states)


def _moved_on_by(definition: Definition, role: str) -> set[str]:
    """The states out of which an action of this role leads; not those that it may take at any time."""
    return {
        state
        for action in definition.actions.values()
        if action.to is not None and role in action.by and action.from_ != "any"
        for state in action.from_
    }
