"""The laws of the ledger as questions to its tables: each row that answers one is a fault.

They stand on the transfers alone: not on the trigger that keeps the balances, and not on `held`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from jinlin.instruments.ledger.digests import ACCOUNT, OPENED, POSTED, TRANSFER
from jinlin.instruments.ledger.recompute import fault


class Law(NamedTuple):
    """A law: the statement that finds what breaks it, and the sentence for one such row."""

    broken_by: str
    say: Callable[..., str]


COUNTS = "SELECT (SELECT count(*) FROM ledger_transfer), (SELECT count(*) FROM ledger_account)"
_LAST_TRANSFER = "SELECT coalesce(max(position), 0) FROM ledger_transfer"
_LAST_ACCOUNT = "SELECT coalesce(max(id), 0) FROM ledger_account"

_PART = """
SELECT '{kind}', batch, extract(epoch FROM min({at})) * 1000000, extract(epoch FROM max({at})) * 1000000,
       count(*), string_agg(concat_ws(E'\\t', {columns}) || E'\\n', '' ORDER BY {place})
  FROM {rows} WHERE {place} > %s AND {place} <= %s GROUP BY batch
"""
PARTS = (
    (
        _LAST_ACCOUNT,
        _PART.format(
            kind=OPENED,
            at="opened_at",
            place="id",
            rows="ledger_account JOIN (SELECT code AS commodity, scale FROM ledger_commodity) c "
            "USING (commodity)",
            columns=", ".join(ACCOUNT),
        ),
    ),
    (
        _LAST_TRANSFER,
        _PART.format(
            kind=POSTED,
            at="at",
            place="position",
            rows="ledger_transfer",
            columns=", ".join(f'"{one}"' for one in TRANSFER),
        ),
    ),
)
"""The lines of all batches, some at a time: what the last row is numbered, and the rows after one number up
to another."""

_BALANCES = """
WITH open_hold AS (
    SELECT debit, credit, amount FROM ledger_transfer h
     WHERE kind = 'hold' AND NOT EXISTS (SELECT FROM ledger_transfer r WHERE r."of" = h.key AND r."of" <> '')
), sums AS (
    SELECT debit AS account, sum(amount) AS dp, 0 AS cp, 0 AS dh, 0 AS ch
      FROM ledger_transfer WHERE kind IN ('post', 'settle') GROUP BY debit
    UNION ALL
    SELECT credit, 0, sum(amount), 0, 0
      FROM ledger_transfer WHERE kind IN ('post', 'settle') GROUP BY credit
    UNION ALL SELECT debit, 0, 0, sum(amount), 0 FROM open_hold GROUP BY debit
    UNION ALL SELECT credit, 0, 0, 0, sum(amount) FROM open_hold GROUP BY credit
), right_ones AS (
    SELECT account, sum(dp) AS dp, sum(cp) AS cp, sum(dh) AS dh, sum(ch) AS ch FROM sums GROUP BY account
)
SELECT coalesce(a.code, '#' || r.account),
       concat_ws(', ', coalesce(r.dp, 0), coalesce(r.cp, 0), coalesce(r.dh, 0), coalesce(r.ch, 0)),
       concat_ws(', ', a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending)
  FROM ledger_account a FULL JOIN right_ones r ON r.account = a.id
 WHERE a.id IS NULL OR (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending)
       IS DISTINCT FROM (coalesce(r.dp, 0), coalesce(r.cp, 0), coalesce(r.dh, 0), coalesce(r.ch, 0))
 ORDER BY 1 LIMIT 101
"""
_SIDES = """
SELECT commodity, sum(debits_posted), sum(credits_posted) FROM ledger_account GROUP BY commodity
HAVING sum(debits_posted) <> sum(credits_posted) OR sum(debits_pending) <> sum(credits_pending)
"""
_OVERDRAWN = """
SELECT code FROM ledger_account
 WHERE no_overdraft AND CASE side WHEN 'debit' THEN credits_posted + credits_pending > debits_posted
                                  ELSE debits_posted + debits_pending > credits_posted END
 ORDER BY code LIMIT 101
"""
_MIXED = """
SELECT t.key FROM ledger_transfer t
  JOIN ledger_account d ON d.id = t.debit JOIN ledger_account c ON c.id = t.credit
 WHERE d.commodity <> c.commodity ORDER BY t.position LIMIT 101
"""
_RESOLVED = """
SELECT r.key FROM ledger_transfer r
  LEFT JOIN ledger_transfer h ON h.key = r."of" AND h.kind = 'hold' AND h.position < r.position
       AND (h.debit, h.credit) = (r.debit, r.credit)
       AND CASE r.kind WHEN 'settle' THEN r.amount <= h.amount ELSE r.amount = h.amount END
 WHERE r.kind IN ('settle', 'release') AND h.key IS NULL ORDER BY r.position LIMIT 101
"""
_TWICE = """
SELECT "of" FROM ledger_transfer WHERE "of" <> '' GROUP BY "of" HAVING count(*) > 1 ORDER BY 1 LIMIT 101
"""
_GUARDS = """
SELECT name FROM unnest(ARRAY['ledger_transfer_enters', 'ledger_transfer_only_grows', 'ledger_account_stays',
       'ledger_account_follows_transfers', 'ledger_account_opens_empty', 'ledger_commodity_stays']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = name AND tgenabled <> 'D') ORDER BY name
"""


def _balance(code: str, right: str, kept: str | None) -> str:
    return fault(
        f"账户 {code}：按转账应为 {right}（借、贷、待借、待贷），账上是 {kept or '无此账户'}",
        f"Account {code}: its transfers give {right} (debits, credits, both held); it has {kept or 'no row'}",
    )


def _sides(commodity: str, debits: int, credits: int) -> str:
    return fault(
        f"{commodity} 借贷不平：借 {debits}，贷 {credits}",
        f"{commodity}: {debits} debited and {credits} credited, or the holds differ",
    )


LAWS = (
    Law(_BALANCES, _balance),
    Law(_SIDES, _sides),
    Law(_OVERDRAWN, lambda code: fault(f"账户 {code} 透支", f"Account {code} is overdrawn")),
    Law(_MIXED, lambda key: fault(f"转账 {key} 混用计量", f"Transfer {key} mixes commodities")),
    Law(
        _RESOLVED,
        lambda key: fault(f"转账 {key} 了结的预留不对", f"Transfer {key} resolves no hold that fits it"),
    ),
    Law(_TWICE, lambda key: fault(f"预留 {key} 了结了两次", f"The hold {key} is resolved twice")),
    Law(
        _GUARDS,
        lambda name: fault(
            f"数据库的保护 {name} 不在或已停用", f"The database's guard {name} is missing or disabled"
        ),
    ),
)
