"""Emptying the outbox through the installation's channel."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from jinlin.instruments.messages import webhook
from jinlin.instruments.messages.models import Message
from jinlin.lib import clock

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
CALLS_AT_ONCE = 20  # calls of the webhook in one transaction: their rows stay locked meanwhile

_TAKE_ALL = """
WITH taken AS (
    SELECT case_id, n FROM message_message WHERE sent_at IS NULL AND try_at <= %(now)s
     ORDER BY try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE message_message m SET sent_at = %(now)s, trouble = ''
  FROM taken WHERE m.case_id = taken.case_id AND m.n = taken.n
"""


def drain(limit: int = 500) -> int:
    """Hand at most `limit` waiting messages to the channel; how many were dealt with, trouble included.

    Without `JINLIN_MESSAGE_WEBHOOK` a message is said by being readable on its case. With it, each is
    posted at least once: the receiver knows a repetition by the message's id.
    """
    if settings.JINLIN_MESSAGE_WEBHOOK:
        return _post(min(limit, CALLS_AT_ONCE))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ALL, {"now": clock.now(), "limit": limit})
        return int(cursor.rowcount)


@transaction.atomic
def _post(limit: int) -> int:
    now = clock.now()
    waiting = Message.objects.filter(sent_at=None, try_at__lte=now).order_by("try_at")
    taken = list(waiting.select_for_update(skip_locked=True)[:limit])
    for one in taken:
        one.attempts += 1
        one.trouble = webhook.post(one) or ""
        if one.trouble:
            one.try_at = now + _pause(one.attempts)
        else:
            one.sent_at = clock.now()
        one.save(update_fields=["attempts", "trouble", "try_at", "sent_at"])
    return len(taken)


def _pause(attempts: int) -> timedelta:
    """Twice as long after each attempt, up to `LONGEST_PAUSE`; a message is never given up."""
    return min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 20), LONGEST_PAUSE)
