"""Writing to the journal. Nothing else writes there, and nothing anywhere changes what is written."""

from jinlin.kernel.journal.actions.copying import send_copies
from jinlin.kernel.journal.actions.installation import begin_epoch, note_key, note_release
from jinlin.kernel.journal.actions.keeping import keep_sealed
from jinlin.kernel.journal.actions.sealing import seal
from jinlin.kernel.journal.actions.writing import FEW, append, clause, telling_races, write

__all__ = [
    "FEW",
    "append",
    "begin_epoch",
    "clause",
    "keep_sealed",
    "note_key",
    "note_release",
    "seal",
    "send_copies",
    "telling_races",
    "write",
]
