"""Where one can go: the entries of the bar above every page."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib.words import Words


class Place(NamedTuple):
    """A room of the house that has an entry. `key` is its keyboard shortcut."""

    view: str
    name: Words
    icon: str
    key: str = ""
    for_whom: str = "all"  # all, staff, administrators


class Entry(NamedTuple):
    """A place as one reader sees it."""

    address: str
    name: Words
    icon: str
    key: str
    here: bool


PLACES: tuple[Place, ...] = (
    Place("portal", Words(zh="我要反映", en="Report"), icon="message-circle-plus", key="g r"),
    Place("follow", Words(zh="查进展", en="Follow"), icon="map-pin-search", key="g f"),
    Place("desk_work", Words(zh="工作台", en="Desk"), icon="briefcase", key="g w", for_whom="staff"),
    Place("gallery", Words(zh="机制", en="Mechanisms"), icon="layout-grid", key="g m"),
    Place("board", Words(zh="看板", en="Board"), icon="chart-bar", key="g b", for_whom="staff"),
    Place(
        "administration",
        Words(zh="管理", en="Administration"),
        icon="settings",
        key="g s",
        for_whom="administrators",
    ),
)


def entries(actor: Actor, path: str) -> list[Entry]:
    """The places that this reader may enter, and in which of them the page stands."""
    open_to = {
        "all": True,
        "staff": bool(actor.posts),
        "administrators": may_change_registry(actor).allowed,
    }
    return [
        Entry(address, one.name, one.icon, one.key, path.startswith(address))
        for one in PLACES
        if open_to[one.for_whom]
        for address in (reverse(one.view),)
    ]
