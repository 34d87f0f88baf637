"""Whose desk it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotAllowed
from jinlin.web.actor import staff


def officer(request: HttpRequest) -> Actor:
    """Whoever holds an office today. NotSignedIn, NotAllowed for everybody else."""
    actor = staff(request)
    if not actor.posts:
        raise NotAllowed(
            "工作台供在岗人员使用；您的事项请在首页查看",
            "The desk is for people who hold an office; your own cases are on the start page",
        )
    return actor


def types_of(actor: Actor, world: World) -> list[Definition]:
    """The types of case in which one of the actor's offices has a role."""
    roles = {post.role for post in actor.posts}
    return [one for one in current_definitions(world.revision) if roles & set(one.roles)]


def units_of(actor: Actor, world: World) -> list[str]:
    """The units whose queue this actor may look at: their own, and all if an office covers an area."""
    own = dict.fromkeys(post.organisation for post in actor.posts)
    if _covers_an_area(actor, types_of(actor, world)):
        return list(own | dict.fromkeys(one.code for one in world.organisations()))
    return list(own)


def _covers_an_area(actor: Actor, definitions: Iterable[Definition]) -> bool:
    roles = {post.role for post in actor.posts}
    return any(
        role.scope == "area" for one in definitions for name, role in one.roles.items() if name in roles
    )
