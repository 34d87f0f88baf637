"""Saying whom a migration waits for: it may need a lock that somebody holds for hours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg

LOOKS_EVERY = 3.0  # seconds
_BLOCKERS = """
    SELECT a.pid, a.application_name, coalesce(host(a.client_addr), '-'), a.state,
           date_trunc('second', now() - coalesce(a.xact_start, a.backend_start))::text
    FROM pg_stat_activity a WHERE a.pid = ANY(pg_blocking_pids(%(pid)s)) OR a.pid IN (
        SELECT l.pid FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> %(pid)s
            AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext('jinlin migrate')
    ) ORDER BY a.pid
"""
"""Whoever blocks the session, or has the turn to migrate, for which it asks again and again."""


@contextmanager
def says_whom_it_waits_for(url: str, pid: int) -> Iterator[None]:
    """While the session `pid` waits for a lock, tell whose it is: each holder once, on stderr."""
    done = threading.Event()
    telling = threading.Thread(target=_tell, args=(url, pid, done), daemon=True, name="waiting")
    telling.start()
    try:
        yield
    finally:
        done.set()
        telling.join()


def _tell(url: str, pid: int, done: threading.Event) -> None:
    told: set[int] = set()
    while not done.wait(LOOKS_EVERY):
        for holder, name, host, state, since in blockers(url, pid):
            if holder not in told:
                told.add(holder)
                click.echo(
                    f"正在等待数据库会话 {holder}（{name or '?'}，{host}，{state}，已 {since}）释放锁 / "
                    f"waiting for a lock of session {holder} ({name or '?'}, {host}, {state}, for {since})",
                    err=True,
                )


def blockers(url: str, pid: int) -> list[tuple[int, str, str, str, str]]:
    """Who holds what the session `pid` waits for: number, name, host, state, since how long."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return connection.execute(_BLOCKERS, {"pid": pid}).fetchall()
    except psycopg.OperationalError as error:
        click.echo(f"{error}", err=True)  # who waits finds out itself whether the server is gone
        return []
