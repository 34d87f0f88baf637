"""What went from account to account, and in which span of time: the sums of many transfers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

# By the index over credits: what leaves an account of the list, wherever it goes.
_FLOWS = """
SELECT f.span, c.code, d.code, f.amount
  FROM (SELECT width_bucket(at, %(moments)s::timestamptz[]) AS span, credit, debit,
               sum(amount)::bigint AS amount
          FROM ledger_transfer
         WHERE credit = ANY(ARRAY(SELECT id FROM ledger_account WHERE code = ANY(%(codes)s)))
           AND kind IN ('post', 'settle')
         GROUP BY 1, 2, 3) f
  JOIN ledger_account c ON c.id = f.credit
  JOIN ledger_account d ON d.id = f.debit
 ORDER BY f.span, c.code, d.code
"""


class Flow(NamedTuple):
    """What was credited to `source` and debited to `target` within span `span`."""

    span: int
    source: str
    target: str
    amount: int


def flows(codes: Sequence[str], moments: Sequence[datetime]) -> list[Flow]:
    """What left these accounts, span by span: span 0 is before the first of the moments, span n from the n-th
    of them on. The moments come in the order of time. As many rows as spans and pairs of accounts, however
    many transfers there were."""
    with connection.cursor() as cursor:
        cursor.execute(_FLOWS, {"codes": list(codes), "moments": list(moments)})
        return [Flow(*row) for row in cursor.fetchall()]
