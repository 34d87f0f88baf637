"""Sharing the work of `verify` out: parts of the journal, read in one snapshot by several processes.

No Django here, so that a worker process starts fast.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, LiteralString, NamedTuple, Protocol

import psycopg
from psycopg import sql

from jinlin.kernel.journal import recompute
from jinlin.kernel.journal.recompute import Found
from jinlin.kernel.journal.sealing import Claim
from jinlin.lib.words import Words

Connection = psycopg.Connection[Any]
Params = dict[str, Any] | None

_A_PART = 50_000  # events: long enough to be worth a statement, short enough to share and to show progress
_A_SAMPLE = 30_000
_AT_A_TIME = 1_000
_HASH = 32

# The database only writes the lines out, which is twice as fast as Python; the hashing is ours. A moment
# before the year 1, which no Python wrote, gives no line at all: it would read like one after it.
_CHAINS = r"""
    SELECT stream, seq, convert_to(concat_ws(E'\n', stream, seq, kind, actor,
        CASE WHEN at >= timestamptz '0001-01-01 00:00:00+00'
        THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') END,
        facts), 'UTF8'), hash
    FROM journal_event
    WHERE (%(after)s::text IS NULL OR stream > %(after)s) AND (%(upto)s::text IS NULL OR stream <= %(upto)s)
    ORDER BY stream, seq
"""
_LEAVES = """
    SELECT coalesce(string_agg(hash, ''::bytea ORDER BY position), '') FROM journal_event
    WHERE position BETWEEN %(first)s AND %(last)s
"""
_SEALS = """
    SELECT number, first, last, size, root, previous, sealed_at, key_id, signature
    FROM journal_seal ORDER BY number
"""
_SKIPPED = """
    SELECT (facts::jsonb ->> 'seal')::int AS seal, max((facts::jsonb ->> 'known_seal')::int)
    FROM journal_event WHERE stream = 'installation' AND kind = 'restored' GROUP BY seal
"""
_CUTS = """
    SELECT percentile_disc(%(shares)s::float8[]) WITHIN GROUP (ORDER BY stream)
    FROM journal_event TABLESAMPLE SYSTEM (%(percent)s)
"""


class Part(Protocol):
    """A part of the work, which goes to another process as it is: a NamedTuple of plain values."""

    def check(self, connection: Connection) -> Found:
        """Recompute it and say what does not agree."""


class Streams(NamedTuple):
    """A part: the chains of all streams after one name up to another, in the database's order."""

    after: str | None
    upto: str | None

    def check(self, connection: Connection) -> Found:
        """Recompute these chains."""
        return recompute.chains(rows(connection, _CHAINS, self._asdict()))


class Tree(NamedTuple):
    """A part: the tree of one seal."""

    claim: Claim

    def check(self, connection: Connection) -> Found:
        """Recompute this tree."""
        ((joined,),) = _all(connection, _LEAVES, self.claim._asdict())
        leaves = [joined[start : start + _HASH] for start in range(0, len(joined), _HASH)]
        return Found(0, 0, recompute.tree(self.claim, leaves))


Work = Callable[[Sequence[Part]], Iterator[Found]]


def count(connection: Connection) -> int:
    """How many events there are."""
    ((events,),) = _all(connection, "SELECT count(*) FROM journal_event")
    return int(events)


def seals(connection: Connection) -> list[tuple[Claim, bytes]]:
    """All seals with their signatures, oldest first."""
    return [(Claim(*claim), signature) for *claim, signature in _all(connection, _SEALS)]


def skipped(connection: Connection) -> dict[int, int]:
    """After which seals an older dump was accepted, and the highest number then known to have been given."""
    return dict(_all(connection, _SKIPPED))


def stream_parts(connection: Connection, events: int) -> list[Part]:
    """Cut the streams into parts of roughly equal size, by a sample."""
    parts = -(-events // _A_PART)
    if parts < 2:
        return [Streams(None, None)]
    shares = [number / parts for number in range(1, parts)]
    percent = min(100.0, 100 * _A_SAMPLE / events)
    ((cuts,),) = _all(connection, _CUTS, {"shares": shares, "percent": percent})
    return [Streams(*ends) for ends in pairwise([None, *dict.fromkeys(cuts or ()), None])]


def check(connection: Connection, part: Part) -> Found:
    """Recompute one part; what cannot even be read is a fault too."""
    try:
        return part.check(connection)
    except psycopg.DataError as error:
        return Found(0, 0, [unreadable(repr(part), error)])


def unreadable(what: str, error: psycopg.DataError) -> str:
    """The sentence for rows whose values no program of ours can have written."""
    return str(Words(zh=f"有记录无法读取（{what}）：{error}", en=f"Rows cannot be read ({what}): {error}"))


def _all(connection: Connection, query: LiteralString, params: Params = None) -> list[tuple[Any, ...]]:
    # Not `connection.cursor`: the cursors that Django makes cannot read binary.
    with psycopg.Cursor(connection) as cursor:
        return cursor.execute(query, params, binary=True).fetchall()


def rows(connection: Connection, query: LiteralString, params: Params = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a long answer, a few at a time."""
    with psycopg.ServerCursor(connection, "journal") as cursor:
        cursor.itersize = _AT_A_TIME
        yield from cursor.execute(query, params, binary=True)


@contextmanager
def one_snapshot(conninfo: str, processes: int) -> Iterator[tuple[Connection, Work]]:
    """A connection that sees the journal as it is now, and the way to check parts, seen the same, at once."""
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SET TRANSACTION READ ONLY")
        ((snapshot,),) = _all(connection, "SELECT pg_export_snapshot()")

        def work(parts: Sequence[Part]) -> Iterator[Found]:
            crew = min(processes, len(parts))
            if crew < 2:
                return (check(connection, part) for part in parts)
            return _shared(parts, crew, conninfo, snapshot)

        yield connection, work


def _shared(parts: Sequence[Part], crew: int, conninfo: str, snapshot: str) -> Iterator[Found]:
    # Spawned, not forked: a fork would share the sockets of Django's connections.
    context = get_context("spawn")
    with ProcessPoolExecutor(crew, context, _join, (conninfo, snapshot)) as pool:
        yield from pool.map(_check_apart, parts)


def processors() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_own: dict[str, Connection] = {}


def _join(conninfo: str, snapshot: str) -> None:
    """Begin the work of one process: its own connection, seeing what the first one sees."""
    connection = psycopg.connect(conninfo)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(snapshot))
    _own["connection"] = connection


def _check_apart(part: Part) -> Found:
    return check(_own["connection"], part)
