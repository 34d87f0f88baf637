"""`verify`: the whole journal recomputed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import psycopg
from django.conf import settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from jinlin.kernel.journal import keys, reading, recompute
from jinlin.kernel.journal.sealing import Claim
from jinlin.lib.words import Words

Progress = Callable[[int, int], None]
"""Is told how many parts of the work are done, and of how many."""

_MOST_FAULTS = 100


class Verdict(NamedTuple):
    """What was recomputed, and a sentence for each fault, of which a hundred at most are told."""

    events: int
    streams: int
    seals: int
    faults: tuple[str, ...]


def verify(progress: Progress | None = None) -> Verdict:
    """Recompute every chain, every tree and every signature, as the journal stands at this moment.

    Faults of the journal are reported, not raised. Writers are not held up. Within a transaction it sees
    what that transaction wrote, and works in one process. Events cut off the end since the last seal leave
    no trace, nor does a last seal cut off with them: compare `selectors.last_seal` with a published one.
    """
    with snapshot() as (reader, work):
        return _verdict(reader, work, progress)


@contextmanager
def snapshot() -> Iterator[tuple[reading.Connection, reading.Work]]:
    """A connection that sees the database as it is now, and the way to check parts of it, seen the same."""
    connection.ensure_connection()
    if connection.in_atomic_block:
        own = connection.connection
        yield own, lambda parts: (reading.check(own, part) for part in parts)
        return
    info = connection.connection.info
    conninfo = make_conninfo(info.dsn, password=info.password or None)
    with reading.one_snapshot(conninfo, reading.processors()) as found:
        yield found


@contextmanager
def at_one_moment() -> Iterator[None]:
    """All statements see the database as it is now. Within a transaction they see what that one sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def told(faults: Sequence[str]) -> tuple[str, ...]:
    """The faults, of which a hundred at most are told."""
    if len(faults) <= _MOST_FAULTS:
        return tuple(faults)
    more = len(faults) - _MOST_FAULTS
    return (*faults[:_MOST_FAULTS], str(Words(zh=f"还有 {more} 处", en=f"And {more} more")))


def _verdict(reader: reading.Connection, work: reading.Work, progress: Progress | None) -> Verdict:
    faults: list[str] = []
    signed = _seals(reader, faults)
    parts = reading.stream_parts(reader, reading.count(reader))
    parts += [reading.Tree(claim) for claim, _ in signed]
    events, streams = 0, 0
    faults += recompute.seals(signed, keys.known_keys(settings.DATA_FOLDER / "keys"), reading.skipped(reader))
    for done, found in enumerate(work(parts), start=1):
        events, streams = events + found.events, streams + found.streams
        faults += found.faults
        if progress:
            progress(done, len(parts))
    return Verdict(events, streams, len(signed), told(faults))


def _seals(reader: reading.Connection, faults: list[str]) -> list[tuple[Claim, bytes]]:
    try:
        return reading.seals(reader)
    except psycopg.DataError as error:
        faults.append(reading.unreadable("journal_seal", error))
        return []
