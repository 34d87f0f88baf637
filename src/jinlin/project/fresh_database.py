"""A database of a test's own, for tests that must really commit.

The journal refuses TRUNCATE, so the usual way (commit, then empty every table) is closed. Instead the
migrated test database serves as the template of a new one, Django's default connection is pointed at it,
and it is dropped afterwards, whatever was written:

    def test_two_workers_ring_each_alarm_once(committed_db: str) -> None:
        ...                                   # every thread's connection goes to the new database

`committed_db` (registered in `jinlin.project.testing`) is its URL; pass it on as `DATABASE_URL` to a
process that the test starts. Do not ask for `db` or `transactional_db` beside it. A thread that used
the database calls `django.db.connections.close_all()` before it ends.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import psycopg
from django.db import connection
from psycopg import sql


@contextmanager
def fresh_database() -> Iterator[str]:
    """Make a copy of the migrated test database, point Django at it, yield its URL, drop it.

    Nobody else may be connected to the test database at that moment; an open transaction is an error.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a fresh database cannot be made within a transaction: do not ask for `db` too")
    template = str(connection.settings_dict["NAME"])
    name = f"{template}_{secrets.token_hex(4)}"
    _point_at(template)  # closes our own connections to it
    _maintain("CREATE DATABASE {} TEMPLATE {}", name, template)
    _number_apart(name)
    try:
        _point_at(name)
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}").geturl()
    finally:
        _point_at(template)
        _maintain("DROP DATABASE {} WITH (FORCE)", name)


def _point_at(name: str) -> None:
    connection.close()
    # The settings of all threads are this one dict, so that their connections follow.
    connection.settings_dict["NAME"] = name


def _number_apart(name: str) -> None:
    """Revisions of its own, now and after every change, so that what this process remembers of another
    database never passes for its."""
    with psycopg.connect(os.environ["DATABASE_URL"], dbname=name) as server:
        server.execute(
            "INSERT INTO registry_revision (id, number) "
            "VALUES (1, setval('registry_revision_number', %(apart)s)) "
            "ON CONFLICT (id) DO UPDATE SET number = excluded.number",
            {"apart": secrets.randbits(48) + 1},
        )


def _maintain(statement: str, *names: str) -> None:
    """Run a statement that PostgreSQL takes outside a transaction only, from its maintenance database."""
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
