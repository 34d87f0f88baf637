"""A batch: what one call writes, and its event in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from jinlin.instruments.ledger import digests
from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal.chain import Entry, Head, link
from jinlin.kernel.registry.actors import Actor


def new_batch() -> int:
    """The number of a new batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ledger_batch')")
        return int(cursor.fetchone()[0])


def journal_batch(batch: int, kind: str, actor: Actor, at: datetime, lines: Iterable[str]) -> None:
    """Write the event of a batch: a stream of its own, so that no batch waits for another."""
    told = list(lines)
    facts = {"count": len(told), "digest": digests.digest(told)}
    linked, _ = link(Head.none(), [Entry(f"{digests.STREAM}{batch}", kind, actor.label, at, facts)])
    journal.write(linked)
