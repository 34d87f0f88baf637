"""A file for the answers of a bank that sends none: every payment under way, to be filled in by hand."""

from __future__ import annotations

import io

from jinlin.instruments.payouts.bank.fields import as_yuan
from jinlin.instruments.payouts.bank.profiles import profile_of
from jinlin.instruments.payouts.bank.rows import Writer
from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.rows import found

_UNDER_WAY = """
SELECT a.instruction, a.n, i.amount FROM payout_attempt a
  JOIN payout_instruction i ON i.case_id = a.case_id AND i.n = a.instruction
  JOIN payout_bank_file f ON f.case_id = a.case_id AND f.n = a.file
 WHERE a.case_id = %s AND a.live AND i.place = 'in_flight' AND f.kind = 'transfer'
 ORDER BY a.instruction LIMIT 10000
"""


def answers_to_fill_in(case: int) -> bytes:
    """The CSV of transfers (profile `generic`) with reference and amount of every payment under way, at most
    10,000. Nobody is named in it."""
    profile, out = profile_of("generic"), io.BytesIO()
    rows = Writer(out, profile)
    rows.write([one.title for one in profile.answers])
    for instruction, n, amount in found(_UNDER_WAY, [case]):
        known = {"end_to_end": str(Reference(case, instruction, n)), "amount": as_yuan(amount)}
        known["currency"] = profile.currencies[0]
        rows.write([known.get(one.field, "") for one in profile.answers])
    return out.getvalue()
