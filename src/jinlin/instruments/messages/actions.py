"""Writing messages into the outbox, and emptying it through the installation's channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction

from jinlin.instruments.messages import webhook
from jinlin.instruments.messages.models import Message, Template
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry import actions as registry
from jinlin.lib import clock
from jinlin.lib.words import Words

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
CALLS_AT_ONCE = 20  # calls of the webhook in one transaction: their rows stay locked meanwhile


class Outgoing(NamedTuple):
    """A message that a change of a case wants said; `n` counts the messages of that case."""

    n: int
    to: str
    template: str
    text: Words
    at: datetime


_WRITE = """
INSERT INTO message_message (case_id, n, number, "to", template, body_zh, body_en, written_at, try_at)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[],
                     %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[])
"""
_TAKE_ALL = """
WITH taken AS (
    SELECT case_id, n FROM message_message WHERE sent_at IS NULL AND try_at <= %(now)s
     ORDER BY try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE message_message m SET sent_at = %(now)s, trouble = ''
  FROM taken WHERE m.case_id = taken.case_id AND m.n = taken.n
"""


def write(waiting: Sequence[tuple[Draft, Outgoing]]) -> None:
    """Store messages within the transaction of the change that gave rise to them: one statement."""
    rows = [_row(draft, one) for draft, one in waiting]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])


def _row(draft: Draft, one: Outgoing) -> tuple[object, ...]:
    """`try_at` is the moment at which it was written."""
    case, text = draft.case, one.text
    return (case.id, one.n, case.number, one.to, one.template, text.zh, text.en, one.at, one.at)


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


def install_templates(pack: str, texts: Mapping[str, Words]) -> bool:
    """Make the texts of a pack those of `texts`; whether anything changed."""
    wanted = {f"{pack}/{name}": words for name, words in texts.items()}
    with registry.changing():
        mine = Template.objects.filter(key__startswith=f"{pack}/")
        known = {one.key: Words(zh=one.zh, en=one.en) for one in mine}
        if known == wanted:
            return False
        mine.exclude(key__in=wanted).delete()
        Template.objects.bulk_create(
            [Template(key=key, zh=words.zh, en=words.en) for key, words in wanted.items()],
            update_conflicts=True, unique_fields=["key"], update_fields=["zh", "en"],
        )  # fmt: skip
        registry.bump()
    return True


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
