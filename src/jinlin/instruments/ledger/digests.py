"""What ties the ledger to the journal: pure, so that anybody can redo it.

Whatever one call writes is a batch. The journal has one event of it in the stream `ledger/<batch>`, with the
SHA-256 of the UTF-8 of its lines in the order of writing, each ended by a line feed (0x0A). The fields of a
line are parted by tabs (0x09), which no field can hold. See the columns for what a line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

STREAM = "ledger/"
POSTED = "posted"
OPENED = "opened"

TRANSFER = ("key", "debit", "credit", "amount", "kind", "of", "memo")
"""The columns of a transfer's line; its accounts by their ids."""
ACCOUNT = ("id", "code", "commodity", "scale", "side", "no_overdraft", "zh", "en")
"""The columns of an account's line, its commodity's scale among them; no_overdraft is `t` or `f`."""
COLUMNS = {POSTED: TRANSFER, OPENED: ACCOUNT}


def line(fields: Sequence[object]) -> str:
    """One line, with its line feed."""
    return "\t".join(map(str, fields)) + "\n"


def digest(lines: Iterable[str]) -> str:
    """The digest of a batch, as 64 hexadecimal digits."""
    return sha256("".join(lines).encode()).hexdigest()
