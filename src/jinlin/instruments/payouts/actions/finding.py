"""Doubts about claims that were just registered: each an exception that a person resolves.

`same_person`: an identity number stands twice. `same_account`: one account for two people. `over_pool`: one
claim alone is larger than all that was recovered.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from jinlin.instruments.ledger import selectors as ledger
from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.models import Trouble
from jinlin.instruments.payouts.places import RECOVERED, account
from jinlin.instruments.payouts.rows import done

_OPEN = """
INSERT INTO payout_exception (case_id, n, key, kind, claim, other, told, opened_at, resolution, reason, by)
SELECT %(case)s, %(last)s + row_number() OVER (ORDER BY d.claim, d.kind), d.kind || '/' || d.claim, d.kind,
       d.claim, d.other, '{}', %(now)s, '', '', ''
  FROM (DOUBTS) d ON CONFLICT (case_id, key) DO NOTHING
"""
_STANDS = "standing IN ('registered', 'verified')"
# Each new claim against the first that stands; an account is doubtful only between two people.
_DOUBTS = f"""
    SELECT 'same_person' AS kind, c.n AS claim, min(o.n) AS other
      FROM payout_claim c JOIN payout_claim o USING (case_id, id_digest)
     WHERE c.case_id = %(case)s AND c.n >= %(first)s AND o.n < c.n AND o.{_STANDS} GROUP BY c.n
    UNION ALL
    SELECT 'same_account', c.n, min(o.n)
      FROM payout_claim c JOIN payout_claim o USING (case_id, account_digest)
     WHERE c.case_id = %(case)s AND c.n >= %(first)s AND o.n < c.n AND o.{_STANDS}
       AND o.id_digest <> c.id_digest GROUP BY c.n
    UNION ALL
    SELECT 'over_pool', c.n, NULL FROM payout_claim c
     WHERE c.case_id = %(case)s AND c.n >= %(first)s AND %(recovered)s > 0 AND c.loss > %(recovered)s
"""  # noqa: S608 -- our own words


def open_doubts(asked: Asked, first: int) -> None:
    """Open an exception for every doubt about the claims from number `first` on."""
    values: dict[str, Any] = {
        "case": asked.id,
        "first": first,
        "last": last_trouble(asked.id),
        "now": asked.now,
        "recovered": ledger.balance(account(asked.id, RECOVERED)).net,
    }
    done(_OPEN.replace("DOUBTS", _DOUBTS), values)


def last_trouble(case: int) -> int:
    """The number of the last exception of a case."""
    return Trouble.objects.filter(case_id=case).aggregate(last=Max("n"))["last"] or 0
