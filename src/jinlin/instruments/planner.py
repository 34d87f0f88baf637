"""What the database's planner is told by whoever writes many rows at once."""

from __future__ import annotations

from django.db import connection

MANY = 5000
_OUTGROWN = "SELECT reltuples < %s FROM pg_class WHERE oid = %s::regclass"


def note_growth(table: str, count: int) -> None:
    """After `count` new rows in `table`, our own word: if these are many and more than the planner knew of
    before, it looks again. Plans that it keeps from when the table was small would read the whole of it for
    each row of the next batch."""
    if count < MANY:
        return
    with connection.cursor() as cursor:
        cursor.execute(_OUTGROWN, [count, table])
        if cursor.fetchone()[0]:
            cursor.execute("SELECT ledger_look_again(%s::regclass)", [table])
