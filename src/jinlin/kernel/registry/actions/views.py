"""Saved views: lists as a person likes to have them. They change nobody's rights, so nothing is journaled."""

from __future__ import annotations

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.models import Person, SavedView
from jinlin.lib.errors import BadInput, NotSignedIn
from jinlin.lib.text import clean

MOST = 30
LONGEST_NAME = 40
LONGEST_ADDRESS = 500


def save_view(actor: Actor, name: str, address: str) -> None:
    """Keep an address of our own screens under a name; the same name again replaces it.

    BadInput (no name, no such address, more than 30), NotSignedIn.
    """
    owner = _owner(actor)
    title = clean(name, LONGEST_NAME)
    if not title:
        raise BadInput("请给这个筛选起个名字", "Give this view a name")
    if not address.startswith("/") or address.startswith("//") or len(address) > LONGEST_ADDRESS:
        raise BadInput("这个筛选不能保存", "This view cannot be saved")
    others = SavedView.objects.filter(person=owner).exclude(name=title)
    if others.count() >= MOST:
        raise BadInput(f"最多保存{MOST}个，请先删去不用的", f"At most {MOST} are kept; remove one first")
    SavedView.objects.update_or_create(
        person=owner, name=title, defaults={"address": clean(address, LONGEST_ADDRESS)}
    )


def forget_view(actor: Actor, name: str) -> None:
    """Keep a view no longer; nothing happens if it is not there. NotSignedIn."""
    SavedView.objects.filter(person=_owner(actor), name=name).delete()


def _owner(actor: Actor) -> Person:
    found = Person.objects.filter(username=actor.username).first() if actor.username else None
    if found is None:
        raise NotSignedIn("请先登录", "Sign in first")
    return found
