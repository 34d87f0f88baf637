"""`verify ledger`: everything recomputed from the transfers alone, not as it was worked out when written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DataError, connection, transaction

from jinlin.instruments.ledger import digests, laws, recompute
from jinlin.instruments.ledger.recompute import Part
from jinlin.kernel.journal import selectors as journal
from jinlin.lib.words import Words

_MOST_FAULTS = 100
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
    with _one_snapshot():
        ((transfers, accounts),) = _rows(laws.COUNTS)
        for law in laws.LAWS:
            faults += (law.say(*row) for row in _rows(law.broken_by))
        try:
            faults += recompute.batches(_parts(), journal.streams_under(digests.STREAM))
        except DataError as error:
            faults.append(str(Words(zh=f"有记录无法读取：{error}", en=f"Rows cannot be read: {error}")))
    return Verdict(transfers, accounts, _told(faults))


def _parts() -> Iterator[Part]:
    for last, statement in laws.PARTS:
        ((end,),) = _rows(last)
        for after in range(0, end, _A_PART):
            yield from (Part(*row) for row in _rows(statement, (after, after + _A_PART)))


def _rows(statement: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All statements see the ledger as it is now. Within a transaction they see what that one sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _told(faults: list[str]) -> tuple[str, ...]:
    if len(faults) <= _MOST_FAULTS:
        return tuple(faults)
    more = len(faults) - _MOST_FAULTS
    return (*faults[:_MOST_FAULTS], str(Words(zh=f"还有 {more} 处", en=f"And {more} more")))
