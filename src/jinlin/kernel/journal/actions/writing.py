"""Writing events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from jinlin.kernel.journal import chain, selectors
from jinlin.kernel.journal.models import Event
from jinlin.lib.clauses import Clause
from jinlin.lib.errors import Changed
from jinlin.lib.rows import document
from jinlin.lib.words import Words

FEW = 20
"""So many events are quicker written as a clause; with more, COPY is ten times as fast."""
_NAMES = chain.Linked._fields
_COLUMNS = f"journal_event ({', '.join(_NAMES)})"
_COPY = f"COPY {_COLUMNS} FROM STDIN"
_INSERT = f"""
    INSERT INTO {_COLUMNS} SELECT {", ".join(_NAMES)}
    FROM jsonb_populate_recordset(NULL::journal_event, %s::jsonb)
"""  # noqa: S608 -- our own words


def write(linked: Sequence[chain.Linked]) -> None:
    """Write linked events, of any number of streams, in one statement.

    Changed if another process wrote to one of the streams after its head was read.
    """
    if not linked:
        return
    with telling_races(), connection.cursor() as cursor:
        if len(linked) <= FEW:
            cursor.execute(*clause(linked))
            return
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            for event in linked:
                copy.write_row(event)


def clause(linked: Sequence[chain.Linked]) -> Clause:
    """The writing of a few events, for whoever writes more with them; they do so within `telling_races`."""
    return Clause(_INSERT, [document(_NAMES, linked)])


@contextmanager
def telling_races() -> Iterator[None]:
    """Changed where the database refuses an event because its place in the stream is taken."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None or diagnosis.table_name != Event._meta.db_table:
            raise  # another table's, written by the same statement
        raise Changed(
            "另一处刚刚写入了同一事项的记录，本次没有写入。",
            "Somebody else wrote to the same history a moment ago; nothing was written.",
            help=Words(zh="请重新打开后再办。", en="Open it again and repeat the step."),
        ) from error


def append(entries: Iterable[chain.Entry]) -> chain.Head:
    """Chain entries of one stream onto whatever it holds by now, and return its new head.

    Others who append to the same stream wait until our transaction ends. No entries: ValueError.
    """
    waiting = list(entries)
    if not waiting:
        raise ValueError("nothing to append")
    stream = waiting[0].stream
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
        linked, head = chain.link(selectors.head(stream), waiting)
        write(linked)
    return head
