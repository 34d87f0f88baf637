"""What need not be kept for ever: the answers to requests with an idempotency key."""

from __future__ import annotations

from django.db import connection

from jinlin.kernel.cases.answers import KEPT
from jinlin.lib import clock

BATCH = 5000
_PRUNE = """
    WITH old AS (
        SELECT actor, key FROM case_answer WHERE answered_at < %(before)s AND body <> ''
         ORDER BY answered_at LIMIT %(count)s FOR UPDATE SKIP LOCKED
    )
    UPDATE case_answer a SET body = '' FROM old WHERE a.actor = old.actor AND a.key = old.key
"""


def prune_answers() -> int:
    """Forget what was answered more than `KEPT` ago, some at a time; how many answers that were. That a
    request was carried out, and its digest, stay: it is never carried out twice."""
    before, done = clock.now() - KEPT, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PRUNE, {"before": before, "count": BATCH})
            pruned = int(cursor.rowcount)
        done += pruned
        if pruned < BATCH:
            return done
