"""Posting: the one way in which anything moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection, transaction

from jinlin.instruments.ledger import checked, digests, refusals
from jinlin.instruments.ledger.actions.batches import journal_batch, new_batch
from jinlin.instruments.ledger.actions.moving import Entry, Held, Standing, entered, moved
from jinlin.instruments.ledger.entries import Posted, Transfer
from jinlin.instruments.planner import note_growth
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock

# One order for everybody: no two who post can wait for each other.
_LOCK = """
SELECT id, code, commodity, side, no_overdraft, debits_posted, credits_posted, debits_pending, credits_pending
  FROM ledger_account WHERE code = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""
_KNOWN = 'SELECT key, debit, credit, amount, kind, "of", memo FROM ledger_transfer WHERE key = ANY(%s)'
_HOLDS = """
SELECT h.key, h.debit, h.credit, h.amount,
       EXISTS (SELECT FROM ledger_transfer r WHERE r."of" = h.key AND r."of" <> '')
  FROM ledger_transfer h WHERE h.key = ANY(%s) AND h.kind = 'hold'
"""
_COLUMNS = 'ledger_transfer (batch, at, key, debit, credit, amount, kind, "of", memo, held)'
_WRITE = f"COPY {_COLUMNS} FROM STDIN"
_WRITE_ONE = f"INSERT INTO {_COLUMNS} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 -- our own words


def post(transfers: Sequence[Transfer], actor: Actor) -> Posted:
    """Post all of the transfers or none, in one transaction or as a part of the one that is open.

    A key that was posted before, with the same body, is known and moves nothing again. What stands on an
    account is asked once, after all of them. Problems, nothing moved: BadInput for what is not well formed
    or of two commodities, NotFound for an unknown account or hold, KeyReused for a key with another body,
    NotPossible for an overdraft or a hold that is resolved.
    """
    wanted = checked.by_key(transfers)
    if not wanted:
        return Posted(0, 0)
    with _telling_races(), transaction.atomic():
        accounts = _locked(wanted)
        entries = _new(entered(wanted.values(), accounts))
        if entries:
            held = moved(entries, accounts, _holds(entries))
            _write(entries, held, actor)
    return Posted(len(entries), len(transfers) - len(entries))


def _locked(wanted: Mapping[str, Transfer]) -> dict[str, Standing]:
    codes = {code for one in wanted.values() for code in (one.debit, one.credit)}
    found = {row[1]: Standing(*row) for row in _rows(_LOCK, codes)}
    if missing := sorted(codes - found.keys()):
        raise refusals.no_account(missing)
    return found


def _new(entries: Sequence[Entry]) -> list[Entry]:
    """Those that were not posted before. Whoever posted one held the locks that we hold now."""
    known = {row[0]: Entry(*row) for row in _rows(_KNOWN, [one.key for one in entries])}
    for one in entries:
        if known.get(one.key, one) != one:
            raise refusals.key_reused(one.key)
    return [one for one in entries if one.key not in known]


def _holds(entries: Sequence[Entry]) -> dict[str, Held]:
    named = [one.of for one in entries if one.of]
    return {row[0]: Held(*row[1:]) for row in _rows(_HOLDS, named)} if named else {}


def _write(entries: Sequence[Entry], held: Sequence[int], actor: Actor) -> None:
    batch, at = new_batch(), clock.now()
    _insert([(batch, at, *one, amount) for one, amount in zip(entries, held, strict=True)])
    journal_batch(batch, digests.POSTED, actor, at, map(digests.line, entries))
    note_growth("ledger_transfer", len(entries))


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_WRITE_ONE, rows[0])
            return
        with connection.wrap_database_errors, cursor.copy(_WRITE) as copy:
            for row in rows:
                copy.write_row(row)


def _rows(statement: str, names: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(names)])
        return list(cursor.fetchall())


@contextmanager
def _telling_races() -> Iterator[None]:
    """KeyReused where somebody took one of our keys for other accounts, whose locks we did not wait for."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != "ledger_one_transfer_a_key":
            raise
        raise refusals.key_reused(str(diagnosis.message_detail)) from error
