"""What the database knows of its installation: its release, its key, its epochs."""

from __future__ import annotations

import secrets

from django.db import connection, transaction

from jinlin.kernel.journal import selectors
from jinlin.kernel.journal.actions.writing import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.journal.models import Installation
from jinlin.kernel.journal.selectors import INSTALLATION, Point
from jinlin.lib import clock

ROOM_LEFT = 1_000_000  # positions between what is known to have been given and what is given next
_SKIP = """
    SELECT setval(pg_get_serial_sequence('journal_event', 'position'),
                  greatest(%s, (SELECT coalesce(max(position), 0) FROM journal_event)) + %s)
"""


@transaction.atomic
def note_release(release: str, key_check: bytes) -> None:
    """This release has brought the database up to date; the first time, this is its master key."""
    found, is_new = Installation.objects.select_for_update().get_or_create(
        id=1, defaults={"name": secrets.token_hex(16), "release": release, "key_check": key_check}
    )
    if is_new or found.release != release:
        Installation.objects.filter(id=1).update(release=release)
        facts = {"release": release, "before": None if is_new else found.release}
        append([Entry(INSTALLATION, "migrated", "system", clock.now(), facts)])


@transaction.atomic
def note_key(key_check: bytes) -> None:
    """Everything is under this master key now."""
    Installation.objects.filter(id=1).update(key_check=key_check)


@transaction.atomic
def begin_epoch(known: Point, because: str) -> int:
    """An older dump is to be worked on: whatever is counted goes on beyond what is known to have been given.

    Returns the number of the epoch. What was lost is journaled, with the reason.
    """
    now, here = clock.now(), selectors.point()
    installation = Installation.objects.select_for_update().get(id=1)
    installation.epochs = [*installation.epochs, now]
    installation.seals_given = max(installation.seals_given, known.seal, here.seal)
    installation.save(update_fields=["epochs", "seals_given"])
    with connection.cursor() as cursor:
        cursor.execute(_SKIP, [known.position, ROOM_LEFT])
    facts = {
        "epoch": len(installation.epochs), "because": because,
        "position": here.position, "known_position": known.position,
        "seal": here.seal, "known_seal": installation.seals_given,
    }  # fmt: skip
    append([Entry(INSTALLATION, "restored", "system", now, facts)])
    return len(installation.epochs)
