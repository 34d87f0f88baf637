"""The first page: what this is and what runs here; in a demo, who one can be."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from jinlin.kernel.cases.selectors import role_names
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.words import Words


class Holder(NamedTuple):
    """Somebody whom a visitor of the demo can be, and where they hold the role."""

    username: str
    organisation: str


class Part(NamedTuple):
    """A role, with somebody for each organisation where it is held."""

    role: Words
    holders: tuple[Holder, ...]


def parts() -> list[Part]:
    """Everybody to whom a matter can come, by role, in a demo; nobody outside one."""
    if not settings.DEMO:
        return []
    world = registry.world()
    names = role_names(world)
    by_role: dict[str, list[Holder]] = {}
    for one in registry.one_of_each_office():
        for post in one.posts:
            unit = world.organisation(post.organisation)
            by_role.setdefault(post.role, []).append(
                Holder(one.username, unit.name if unit else post.organisation)
            )
    return [
        Part(names.get(role, Words(zh=role, en=role)), tuple(holders)) for role, holders in by_role.items()
    ]
