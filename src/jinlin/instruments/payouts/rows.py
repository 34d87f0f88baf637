"""Many rows at once: COPY in, and statements that take one JSON document for each batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from jinlin.instruments.planner import note_growth
from jinlin.lib.rows import document

BATCH = 20_000
Row = Sequence[Any]
Parameters = Sequence[Any] | Mapping[str, Any]


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write new rows; table and columns are our own words."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        note_growth(table, cursor.rowcount)


def for_each(statement: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Run a statement whose one parameter is the JSON document of the rows, batch by batch."""
    with connection.cursor() as cursor:
        for batch in batches(rows):
            cursor.execute(statement, [document(names, batch)])


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[list[Row]]:
    """The rows in lists of at most `size`."""
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch


def found(statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """What a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def done(statement: str, parameters: Parameters) -> int:
    """Run a statement; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
