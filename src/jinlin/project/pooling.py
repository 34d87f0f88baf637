"""Whether a pooler between us and the server gives each transaction another session."""

from __future__ import annotations

from contextlib import closing

import psycopg

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.project.postgresql.connecting import PatientConnection

LOOKS = 5
PATIENCE = 3.0  # seconds; a pooler without a free session lets the second of us wait


def refuse_shared_sessions(url: str) -> None:
    """Raise `Unready` if `url` leads through a pooler in transaction or statement mode.

    Plans are kept in the session, and migrations, seals and the timetable hold its locks: on a session that
    changes hands after each transaction they meet those of others.
    """
    if shares_sessions(url):
        raise Unready(
            "DATABASE_URL 经过按事务分配连接的连接池（如 PgBouncer 的 pool_mode = transaction），"
            "不同请求的语句会混在一起",
            "DATABASE_URL leads through a pooler that gives each transaction another session "
            "(as PgBouncer with pool_mode = transaction): statements of different requests would meet in one",
            help=Words(
                zh="请改为 pool_mode = session，或直连数据库；每个网页进程只占 4 个连接",
                en="Set pool_mode = session, or connect directly: each web process holds four connections",
            ),
        )


def shares_sessions(url: str) -> bool:
    """Whether two connections of ours, both open, are given one session in turn."""
    with closing(_connected(url)) as first:
        if first.info.backend_pid == _session(first):
            return False  # nobody between us: the server itself told us its number
        with closing(_connected(url)) as second:
            try:
                seen = [(_session(first), _session(second)) for _ in range(LOOKS)]
            except psycopg.OperationalError:
                return False  # each waits for a session of its own
    ours, others = zip(*seen, strict=True)
    return bool(set(ours) & set(others))


def _connected(url: str) -> PatientConnection:
    connection = PatientConnection.connect(url, connect_timeout=5, autocommit=True, prepare_threshold=None)
    connection.patience = PATIENCE
    return connection


def _session(connection: PatientConnection) -> int:
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0
