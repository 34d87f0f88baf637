"""Why a share is kept and not paid: one rule, said once, in SQL, because it is asked of a million claims."""

from __future__ import annotations

from jinlin.lib.words import Words

BECAUSE = """
CASE WHEN c.standing = 'registered' THEN 'unverified'
     WHEN c.frozen THEN 'objection'
     WHEN EXISTS (SELECT FROM payout_exception e WHERE e.case_id = c.case_id AND e.resolved_at IS NULL
                     AND (e.claim = c.n OR e.other = c.n)) THEN 'exception'
     WHEN c.unreachable THEN 'unreachable'
     ELSE '' END
"""
"""Of a row `c` of `payout_claim`: the reason, or nothing."""

REASONS = {
    "unverified": Words(zh="身份或金额尚未核实", en="Identity or amount not verified yet"),
    "objection": Words(zh="有异议未处理完毕", en="An objection is open"),
    "exception": Words(zh="有异常未处理完毕", en="An exception is open"),
    "unreachable": Words(zh="暂时联系不上", en="Nobody could be reached so far"),
}
