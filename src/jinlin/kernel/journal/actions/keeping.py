"""Keeping the journal sealed: at least hourly when something happened, tried again every minute, and told."""

from __future__ import annotations

from datetime import timedelta

from jinlin.kernel.journal import selectors
from jinlin.kernel.journal.actions.sealing import seal
from jinlin.kernel.journal.models import Installation, Seal
from jinlin.lib import clock
from jinlin.lib.errors import Problem

EVERY = timedelta(hours=1)


def keep_sealed() -> Seal | None:
    """Seal, if something has waited for an hour; the newest seal made, None if it was not time yet.

    Whatever is in the way is kept where `selectors.seal_health` tells it, and raised.
    """
    if not selectors.is_unsealed():
        return None
    now, found = clock.now(), selectors.installation()
    since = found.unsealed_since if found else None
    if since is None:
        _note(unsealed_since=now)
        return None
    if now - since < EVERY:
        return None
    try:
        made = seal()
    except Problem as problem:
        _note(seal_trouble=str(problem))
        raise
    _note(unsealed_since=None, seal_trouble="")
    return made


def _note(**values: object) -> None:
    Installation.objects.filter(id=1).update(**values)
