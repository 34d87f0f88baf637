"""Letting the seals out of the house: each to every place that is configured, in order, until it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction

from jinlin.kernel.journal import copies, selectors
from jinlin.kernel.journal.copies import Copy
from jinlin.kernel.journal.models import Copies, Seal
from jinlin.lib import clock
from jinlin.lib.errors import Problem

AT_ONCE = 100


def send_copies() -> int:
    """Send what each place has not got yet, at most `AT_ONCE`; how many were taken. What is in the way of one
    is kept where `selectors.seal_health` tells it, and tried again the next time."""
    return sum(_send(sink, send) for sink, send in sinks().items())


def sinks() -> Mapping[str, Callable[[Copy], None]]:
    """The places that are configured."""
    known = {
        "folder": (settings.JINLIN_SEAL_FOLDER, copies.into_folder),
        "webhook": (settings.JINLIN_SEAL_WEBHOOK, copies.to_webhook),
    }
    return {name: send for name, (place, send) in known.items() if place}


@transaction.atomic
def _send(sink: str, send: Callable[[Copy], None]) -> int:
    Copies.objects.get_or_create(sink=sink)
    state = Copies.objects.select_for_update(skip_locked=True).filter(sink=sink).first()
    installation = selectors.installation()
    if state is None or installation is None:
        return 0  # another worker is at it; or nothing was migrated yet
    taken = 0
    for seal in Seal.objects.filter(number__gt=state.number).order_by("number")[:AT_ONCE]:
        state.tried_at, state.trouble = clock.now(), _trouble(send, copies.copy_of(seal, installation.name))
        if state.trouble:
            break
        state.number, taken = seal.number, taken + 1
    state.save()
    return taken


def _trouble(send: Callable[[Copy], None], copy: Copy) -> str:
    try:
        send(copy)
    except Problem as problem:
        return str(problem)
    return ""
