"""Counters of attempts. They stand in the database, so that all processes count together, and one statement
counts: of many attempts at once exactly as many pass as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from jinlin.kernel.registry.models import Counter
from jinlin.lib import clock

# In one order for everybody, or two could wait for each other. A full counter is left as it is.
_ADD = """
WITH asked (key, most, ends_at) AS (SELECT * FROM unnest(%s::bytea[], %s::int[], %s::timestamptz[])),
counted AS (
  INSERT INTO registry_counter AS kept (key, used, ends_at)
  SELECT key, 1, ends_at FROM asked ORDER BY key
  ON CONFLICT (key) DO UPDATE SET used = kept.used + 1
   WHERE kept.used < (SELECT most FROM asked WHERE asked.key = kept.key)
  RETURNING key)
SELECT max(ends_at) FROM asked WHERE NOT EXISTS (SELECT FROM counted WHERE counted.key = asked.key)
"""
_TAKE_BACK = "UPDATE registry_counter SET used = used - 1 WHERE key = ANY(%s) AND used > 0"


class Counted(NamedTuple):
    """A counter by its key, how many it bears, and when it ends."""

    key: bytes
    most: int
    ends_at: datetime


def add(counters: Sequence[Counted]) -> datetime | None:
    """One more on each counter; None. If one is full, nothing on any, and until when it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ADD, [list(part) for part in zip(*counters, strict=True)])
        until: datetime | None = cursor.fetchone()[0]
        if until is not None:
            transaction.set_rollback(True)
    return until


def take_back(keys: Sequence[bytes]) -> None:
    """One less on each: what was counted was no guess."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [list(keys)])


def used(key: bytes) -> int:
    """How many stand on a counter."""
    found = Counter.objects.filter(key=key).values_list("used", flat=True).first()
    return found or 0


def forget_old_counters() -> int:
    """Drop the counters whose window is over; how many these were."""
    return Counter.objects.filter(ends_at__lt=clock.now()).delete()[0]
