"""The first page: what this is and what runs here; in a demo, who one can be."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from jinlin.kernel.cases.selectors import role_names
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.words import Words


class Part(NamedTuple):
    """Somebody whom a visitor of the demo can be: the role's name, and where it is held."""

    username: str
    role: Words
    organisation: str


def parts() -> list[Part]:
    """One person of each role, in a demo; nobody outside one."""
    if not settings.DEMO:
        return []
    world = registry.world()
    names = role_names(world)
    return [
        Part(
            one.username,
            names.get(post.role, Words(zh=post.role, en=post.role)),
            unit.name if (unit := world.organisation(post.organisation)) else post.organisation,
        )
        for one in registry.one_of_each_role()
        for post in one.posts
    ]
