"""Installing decision tables."""

from __future__ import annotations

import json

from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal import imprints
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actions import bump, changing
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.rules.models import StoredTable
from jinlin.kernel.rules.tables import Table
from jinlin.lib import clock

STREAM = "rules/tables"
COVERED = (imprints.Covered(StoredTable, ("key", "digest", "body")),)
"""What the last event of the stream vouches for."""


def install_table(table: Table, *, actor: Actor = SYSTEM) -> bool:
    """Put this table in the place of the one with its key; whether that changed anything.

    The journal keeps the whole table, so that an old finding can be worked out again from its digest.
    """
    with changing():
        before = StoredTable.objects.filter(key=table.key).values_list("digest", flat=True).first()
        if before == table.digest:
            return False
        body, now = json.loads(table.canonical()), clock.now()
        StoredTable(table.key, table.digest, body, now).save()
        facts = {"table": table.key, "digest": table.digest, "before": before, "body": body}
        vouched = facts | imprints.vouched(COVERED)
        journal.append([Entry(STREAM, "table.installed", actor.label, now, vouched)])
        bump()
    return True
