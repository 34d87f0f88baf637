"""The end of retention: the case's key is destroyed. The person is gone; the chain still verifies."""

from __future__ import annotations

from datetime import datetime

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.vault import SEALED
from jinlin.kernel.registry.actors import SYSTEM


def forget(draft: Draft, now: datetime) -> None:
    """Destroy the key and every personal value of a closed case, its index entries and its files, and no
    longer find it by its words, which may name people."""
    case = draft.case
    fields = [
        name
        for name, ask in draft.definition.fields.items()
        if ask.privacy in SEALED and case.facts.get(name)
    ]
    for name in fields:
        case.facts[name] = None
    case.sealed_key = None
    case.tally["forgotten"] = True
    draft.is_forgotten = draft.is_reworded = True
    draft.record("forgotten", SYSTEM, now, {"fields": fields})
