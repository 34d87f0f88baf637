"""Writing to the journal. Nothing else writes there, and nothing anywhere changes what is written."""

from jinlin.kernel.journal.actions.sealing import seal
from jinlin.kernel.journal.actions.writing import FEW, append, clause, telling_races, write

__all__ = ["FEW", "append", "clause", "seal", "telling_races", "write"]
