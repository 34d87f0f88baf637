"""What happened: transfers, and the statement of an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.entries import Side, Transfer
from jinlin.instruments.ledger.models import Account

_TRANSFERS = """
SELECT t.key, d.code, c.code, t.amount, t.memo, t.kind, t."of", t.position, t.at, t.held, r.key
  FROM ledger_transfer t
  JOIN ledger_account d ON d.id = t.debit
  JOIN ledger_account c ON c.id = t.credit
  LEFT JOIN ledger_transfer r ON r."of" = t.key AND r."of" <> ''
"""
_ONE = f"{_TRANSFERS} WHERE t.key = %(key)s"
# Each side by its own index; as one condition with OR neither serves.
_STATEMENT = f"""
{_TRANSFERS} WHERE t.position = ANY(ARRAY(
    SELECT position FROM (
        (SELECT position FROM ledger_transfer WHERE debit = %(account)s AND position > %(after)s
          ORDER BY position LIMIT %(limit)s)
        UNION ALL
        (SELECT position FROM ledger_transfer WHERE credit = %(account)s AND position > %(after)s
          ORDER BY position LIMIT %(limit)s)
    ) either ORDER BY position LIMIT %(limit)s
)) ORDER BY t.position
"""  # noqa: S608 -- our own words


class PostedTransfer(NamedTuple):
    """A transfer as it was posted; `resolved_by` is the key of what resolved it, empty if nothing did or it
    is no hold. `held` is the amount of the hold that it resolved itself."""

    transfer: Transfer
    position: int
    at: datetime
    held: int
    resolved_by: str


class Line(NamedTuple):
    """A line of an account's statement: the transfer seen from the account.

    `side` is where it stands on this account, `other` the account at its other end. `posted` and `pending`
    are what it adds to that side: a hold is pending, a settle posts and takes back what was held.
    """

    position: int
    at: datetime
    key: str
    kind: str
    side: Side
    other: str
    posted: int
    pending: int
    memo: str


def transfer(key: str) -> PostedTransfer:
    """The transfer under a key. NotFound if nothing was posted under it."""
    found = _read(_ONE, {"key": key})
    if not found:
        raise refusals.no_transfer(key)
    return found[0]


def statement(code: str, after: int = 0, limit: int = 200) -> list[Line]:
    """What happened to an account after position `after`, oldest first, at most `limit` lines.

    NotFound if it is not open.
    """
    account = Account.objects.filter(code=code).values_list("id", flat=True).first()
    if account is None:
        raise refusals.no_account([code])
    found = _read(_STATEMENT, {"account": account, "after": after, "limit": limit})
    return [_line(code, one) for one in found]


def _read(statement: str, values: dict[str, Any]) -> list[PostedTransfer]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_posted(*row) for row in cursor.fetchall()]


def _posted(*row: Any) -> PostedTransfer:
    position, at, held, resolved_by = row[7:]
    return PostedTransfer(Transfer(*row[:7]), position, at, held, resolved_by or "")


def _line(code: str, one: PostedTransfer) -> Line:
    moved = one.transfer
    is_debit = moved.debit == code
    posted = 0 if moved.kind in ("hold", "release") else moved.amount
    pending = moved.amount if moved.kind == "hold" else -one.held
    return Line(
        one.position,
        one.at,
        moved.key,
        moved.kind,
        "debit" if is_debit else "credit",
        moved.credit if is_debit else moved.debit,
        posted,
        pending,
        moved.memo,
    )
