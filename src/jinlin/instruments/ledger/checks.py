"""`verify ledger`: everything recomputed from the transfers alone, not as it was worked out when written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import DataError, connection

from jinlin.instruments.ledger import digests, laws, recompute
from jinlin.instruments.ledger.recompute import Part
from jinlin.kernel.journal import selectors as journal
from jinlin.kernel.journal.checks import at_one_moment, told
from jinlin.lib.words import Words

_A_PART = 5_000  # rows: few statements, and little of the ledger in memory at once


class Verdict(NamedTuple):
    """What was recomputed, and a sentence for each fault, of which a hundred at most are told."""

    transfers: int
    accounts: int
    faults: tuple[str, ...]


def verify() -> Verdict:
    """Recompute every balance, every hold and the digest of every batch, as the ledger stands at this moment.

    Faults are reported, not raised. That the journal is whole itself is for its own `verify` to say. Memory
    grows with the number of batches, not with that of transfers.
    """
    faults: list[str] = []
    with at_one_moment():
        ((transfers, accounts),) = _rows(laws.COUNTS)
        for law in laws.LAWS:
            faults += (law.say(*row) for row in _rows(law.broken_by))
        try:
            faults += recompute.batches(_parts(), journal.streams_under(digests.STREAM))
        except DataError as error:
            faults.append(str(Words(zh=f"有记录无法读取：{error}", en=f"Rows cannot be read: {error}")))
    return Verdict(transfers, accounts, told(faults))


def _parts() -> Iterator[Part]:
    for last, statement in laws.PARTS:
        ((end,),) = _rows(last)
        for after in range(0, end, _A_PART):
            yield from (Part(*row) for row in _rows(statement, (after, after + _A_PART)))


def _rows(statement: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
