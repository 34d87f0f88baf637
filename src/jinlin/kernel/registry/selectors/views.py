"""Saved views."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.models import SavedView


class ViewInfo(NamedTuple):
    """A list as a person likes to have it."""

    name: str
    address: str


def saved_views(actor: Actor) -> list[ViewInfo]:
    """The views that this person has saved, by name."""
    found = SavedView.objects.filter(person__username=actor.username).order_by("name")
    return [ViewInfo(*one) for one in found.values_list("name", "address")]
