"""The end of retention: the case's key is destroyed. The person is gone; the chain still verifies."""

from __future__ import annotations

from datetime import datetime

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.actors import SYSTEM


def forget(draft: Draft, now: datetime) -> None:
    """Destroy the key of a closed case, and with it all that tells who somebody is and all that people wrote,
    here, in the journal and in other rooms; what finds the case by it goes too."""
    fields = draft.contents.destroy()
    draft.case.tally["forgotten"] = True
    draft.is_forgotten = True
    draft.record("forgotten", SYSTEM, now, {"fields": fields})
