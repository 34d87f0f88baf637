"""That a list left the house is part of its history."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock

STREAM = "export/cases"


def record_export(actor: Actor, what: str, asked: Mapping[str, str], format: str, rows: int) -> None:
    """Keep in the journal that `actor` took the list `what`, narrowed as `asked`, with so many rows."""
    facts = {"list": what, "asked": dict(asked), "format": format, "rows": rows}
    append([Entry(STREAM, "exported", actor.label, clock.now(), facts)])
