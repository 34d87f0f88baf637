"""Emptying the outbox through the installation's channel."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from jinlin.instruments.messages import webhook
from jinlin.instruments.messages.models import Message
from jinlin.instruments.messages.recipients import recipients
from jinlin.instruments.messages.sealing import said
from jinlin.kernel.cases.selectors import contents_by_id
from jinlin.lib import clock
from jinlin.lib.rows import document

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
AT_ONCE = 16  # posts that are under way together
BATCH = 2 * AT_ONCE  # with a gateway that hangs, two times its patience: a worker ends within that
IN_HAND = timedelta(minutes=2)  # for so long others leave a message that somebody posts

_LEAVE_READABLE = """
WITH taken AS (
    SELECT case_id, n FROM message_message WHERE sent_at IS NULL AND NOT readable_only AND try_at <= %(now)s
     ORDER BY try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE message_message m SET readable_only = true, trouble = ''
  FROM taken WHERE m.case_id = taken.case_id AND m.n = taken.n
"""
_TAKE = """
WITH taken AS (
    SELECT case_id, n FROM message_message WHERE sent_at IS NULL AND NOT readable_only AND try_at <= %(now)s
     ORDER BY try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE message_message m SET attempts = attempts + 1, try_at = %(until)s
  FROM taken WHERE m.case_id = taken.case_id AND m.n = taken.n
RETURNING m.case_id, m.n
"""
_PUT_DOWN = """
UPDATE message_message m SET trouble = r.trouble, sent_at = r.sent_at, try_at = r.try_at
  FROM jsonb_to_recordset(%s::jsonb)
       AS r (case_id bigint, n int, trouble text, sent_at timestamptz, try_at timestamptz)
 WHERE m.case_id = r.case_id AND m.n = r.n AND m.sent_at IS NULL
"""
_OUTCOME = ("case_id", "n", "trouble", "sent_at", "try_at")


def drain(limit: int = 500) -> int:
    """Hand at most `limit` waiting messages to the channel; how many were dealt with, trouble included.

    Without `JINLIN_MESSAGE_WEBHOOK` a message is said by being readable on its case, for good: a gateway
    that comes later is not sent the past. With it, each is posted at least once, at most `BATCH` in one
    call, several together and outside of any transaction; the receiver knows a repetition by its id.
    """
    if not settings.JINLIN_MESSAGE_WEBHOOK:
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE_READABLE, {"now": clock.now(), "limit": limit})
            return int(cursor.rowcount)
    webhook.check()
    taken = _take(min(limit, BATCH))
    if taken:
        _put_down(taken, _post(taken))
    return len(taken)


def _take(limit: int) -> list[Message]:
    """Messages whose time has come, which nobody else takes up while we have them in hand."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"now": now, "until": now + IN_HAND, "limit": limit})
        keys = cursor.fetchall()
    return list(Message.objects.filter(pk__in=keys))


def _post(taken: Sequence[Message]) -> list[str | None]:
    """What came of each. The threads ask the gateway alone, never the database."""
    contents = contents_by_id(one.case_id for one in taken)
    bodies = [
        webhook.body(one, said(one, contents[one.case_id]), to)
        for one, to in zip(taken, recipients(taken), strict=True)
    ]
    with ThreadPoolExecutor(AT_ONCE) as hands:
        return list(hands.map(webhook.post, bodies))


def _put_down(taken: Sequence[Message], troubles: Sequence[str | None]) -> None:
    now = clock.now()
    rows = [_outcome(one, trouble, now) for one, trouble in zip(taken, troubles, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_PUT_DOWN, [document(_OUTCOME, rows)])


def _outcome(one: Message, trouble: str | None, now: datetime) -> tuple[object, ...]:
    again = now + _pause(one.attempts)
    return (one.case_id, one.n, trouble or "", None if trouble else now, again if trouble else now)


def _pause(attempts: int) -> timedelta:
    """Twice as long after each attempt, up to `LONGEST_PAUSE`; a message is never given up."""
    return min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 20), LONGEST_PAUSE)
