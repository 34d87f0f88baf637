"""The number by which every process knows that the registry, the rules or the definitions have changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Inserts when the row is missing, as after a truncation.
_BUMP = """
INSERT INTO registry_revision (id, number) VALUES (1, nextval('registry_revision_number'))
ON CONFLICT (id) DO UPDATE SET number = nextval('registry_revision_number') RETURNING number
"""


def bump() -> int:
    """Raise the revision, within the transaction of the change that it announces: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP)
        return int(cursor.fetchone()[0])


@contextmanager
def changing() -> Iterator[None]:
    """A transaction in which nobody else changes the registry, so that what was checked stays true."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM registry_revision WHERE id = 1 FOR UPDATE")
        yield
