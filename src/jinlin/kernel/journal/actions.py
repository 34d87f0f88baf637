"""Writing to the journal. Nothing else writes there, and nothing anywhere changes what is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction

from jinlin.kernel.journal import chain, keys, merkle, selectors
from jinlin.kernel.journal.models import Event, Seal
from jinlin.kernel.journal.sealing import MOST_LEAVES, NO_ROOT, Claim
from jinlin.lib import clock
from jinlin.lib.clauses import Clause
from jinlin.lib.errors import Changed, Unready
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
_PATIENCE = "3s"  # how long a seal waits for those who write; new writers queue behind it meanwhile


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


def seal() -> Seal | None:
    """Seal what was written since the last seal; return the newest seal made, None if nothing was new.

    One seal covers at most `MOST_LEAVES` events, so a long period gets several. Not within a
    transaction. Unready if writers leave no moment to look, or if the key is gone.
    """
    upto = _written_so_far()
    newest = None
    while made := _seal_next(upto):
        newest = made
    return newest


def _written_so_far() -> int:
    """The last position, read while nobody writes: no event will ever appear before it."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
            cursor.execute("LOCK TABLE journal_event IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SELECT coalesce(max(position), 0) FROM journal_event")
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        raise Unready(
            "日志正忙于写入，暂时无法封存。",
            "The journal is being written to without a pause, so it cannot be sealed now.",
            help=Words(zh="请稍后再试。", en="Try again in a while."),
        ) from error


@transaction.atomic(durable=True)
def _seal_next(upto: int) -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE journal_seal IN SHARE ROW EXCLUSIVE MODE")  # one sealer at a time
    last = selectors.last_seal()
    first = last.last + 1 if last else 1
    unsealed = Event.objects.filter(position__gte=first, position__lte=upto).order_by("position")
    leaves = list(unsealed.values_list("position", "hash")[:MOST_LEAVES])
    if not leaves:
        return None
    key = keys.private_key(settings.DATA_FOLDER / "keys", may_make=last is None)
    claim = Claim(
        number=last.number + 1 if last else 1,
        first=first,
        last=leaves[-1][0],
        size=len(leaves),
        root=merkle.root(bytes(one) for _, one in leaves),
        previous=bytes(last.root) if last else NO_ROOT,
        sealed_at=clock.now(),
        key_id=keys.key_name(key.public_key()),
    )
    return Seal.objects.create(**claim._asdict(), signature=key.sign(claim.message()))
