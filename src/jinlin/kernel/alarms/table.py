"""The statements on the table of alarms, each for any number of rows. Only `actions` uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection

from jinlin.lib.clauses import Clause, together
from jinlin.lib.rows import document

Key = tuple[str, str]
"""Stream and name of an alarm."""

_NAMES = ("stream", "name", "at", "trouble")
_AWAY = ("08", "57P")  # SQLSTATE: connection exceptions, and a server that stops or is starting

_PUT = """
    INSERT INTO alarm (stream, name, at, trouble)
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS v (stream text, name text, at timestamptz, trouble text)
    ON CONFLICT (stream, name) DO UPDATE SET at = excluded.at, trouble = excluded.trouble
"""
_REMOVE = """
    DELETE FROM alarm USING jsonb_to_recordset(%s::jsonb) AS gone (stream text, name text)
    WHERE alarm.stream = gone.stream AND alarm.name = gone.name
"""
_REMOVE_UNMOVED = """
    DELETE FROM alarm
    USING jsonb_to_recordset(%s::jsonb) AS rung (stream text, name text, at timestamptz)
    WHERE alarm.stream = rung.stream AND alarm.name = rung.name AND alarm.at = rung.at
"""
_HOLD = "SELECT 1 FROM alarm WHERE stream = ANY(%s::text[]) ORDER BY stream, name FOR UPDATE"
_TAKE_DUE = """
    SELECT stream, name, at FROM alarm WHERE at <= %s
    ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED
"""
_TAKE_AGAIN = """
    SELECT stream, name, at FROM alarm WHERE stream = %s AND name = %s AND at = %s
    FOR UPDATE SKIP LOCKED
"""


def put(alarms: Iterable[tuple[Key, datetime, str]]) -> list[Clause]:
    """Set alarms with their trouble, in place of those that stand."""
    # Sorted, so that two transactions that set the same alarms take their locks in the same order.
    return _clauses(_PUT, sorted((*key, at, _storable(trouble)) for key, at, trouble in alarms))


def remove(keys: Iterable[Key]) -> list[Clause]:
    """Remove alarms; one that is not there is no fault."""
    return _clauses(_REMOVE, sorted(keys))


def remove_unmoved(alarms: Mapping[Key, datetime]) -> list[Clause]:
    """Remove the alarms that still stand at the given moments."""
    return _clauses(_REMOVE_UNMOVED, [(*key, at) for key, at in alarms.items()])


def execute(clauses: Sequence[Clause]) -> None:
    """Carry them out as one statement; none, no statement."""
    if clauses:
        with connection.cursor() as cursor:
            cursor.execute(*together(clauses))


def hold(streams: Iterable[str]) -> None:
    """Hold every alarm of these streams until the transaction ends."""
    if wanted := sorted(streams):
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [wanted])


def take_due(now: datetime, limit: int) -> dict[Key, datetime]:
    """Hold the oldest alarms that have come and that no other worker holds, until the transaction ends."""
    return _taken(_TAKE_DUE, [now, limit])


def take_again(key: Key, at: datetime) -> dict[Key, datetime]:
    """Hold one alarm; nothing if it was moved or another worker holds it."""
    return _taken(_TAKE_AGAIN, [*key, at])


def is_gone(error: BaseException | None) -> bool:
    """Whether the error means that the database went away, not that it refused something.

    The connection itself tells nothing: Django has replaced it by the time the transaction has ended.
    """
    if isinstance(error, psycopg.OperationalError):
        return error.sqlstate is None or error.sqlstate.startswith(_AWAY)
    return error is not None and is_gone(error.__cause__)


def _taken(sql: str, params: Sequence[Any]) -> dict[Key, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {(stream, name): at for stream, name, at in cursor.fetchall()}


def _clauses(sql: str, rows: Sequence[tuple[Any, ...]]) -> list[Clause]:
    """One clause for all rows, which begin with stream, name, at, trouble; no rows, no clause."""
    return [Clause(sql, [document(_NAMES[: len(rows[0])], rows)])] if rows else []


def _storable(text: str) -> str:
    """The text as PostgreSQL takes it: an error's own words may hold NUL or half a character."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()
