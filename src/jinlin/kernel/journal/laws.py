"""What must hold between tables and the journal, each law as the statement that finds what breaks it.

No Django here, so that a worker process of `verify` starts fast.
"""

from __future__ import annotations

from typing import LiteralString, NamedTuple

from jinlin.kernel.journal import reading
from jinlin.kernel.journal.recompute import Found
from jinlin.lib.words import Words


class Law(NamedTuple):
    """A part of `verify`. `broken_by` selects what breaks it; its columns go into both sentences by place."""

    broken_by: LiteralString
    zh: str
    en: str

    def check(self, connection: reading.Connection) -> Found:
        """A sentence for each row that breaks it."""
        rows = reading.rows(connection, self.broken_by)
        return Found(0, 0, [str(Words(zh=self.zh.format(*row), en=self.en.format(*row))) for row in rows])
