"""Heartbeats: each part of the house leaves a moment in the database while it works."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection, connections

from jinlin.instruments.instrument import declared
from jinlin.lib import clock
from jinlin.project.models import Beat

SERVER = "server"
EVERY = 10.0  # seconds between two beats of a part in one process
FORGOTTEN_AFTER = timedelta(days=1)
HOUSE = ("alarms", "timetable", "watch")
HOUSE_SILENT_AFTER = timedelta(minutes=2)

_BEAT = """
    WITH gone AS (DELETE FROM beat WHERE at < %(old)s)
    INSERT INTO beat (node, part, at) VALUES (%(node)s, %(part)s, %(now)s)
    ON CONFLICT (node, part) DO UPDATE SET at = excluded.at
"""


class Pulse:
    """The beats of one process: a part that makes many rounds a second writes once in `EVERY`."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def beat(self, part: str) -> None:
        """That this part has done a round."""
        now = monotonic()
        if now - self._last.get(part, -EVERY) >= EVERY:
            write(part)
            self._last[part] = now


def write(part: str) -> None:
    """Leave the moment of a part of this machine."""
    now = clock.now()
    told: dict[str, str | datetime] = {
        "node": socket.gethostname()[:120],
        "part": part,
        "now": now,
        "old": now - FORGOTTEN_AFTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, told)


def silent_after() -> Mapping[str, timedelta]:
    """The parts of a worker, and after how long without a round each counts as silent."""
    of_instruments = {name: one.silent_after for each in declared() for name, one in each.rounds.items()}
    return dict.fromkeys(HOUSE, HOUSE_SILENT_AFTER) | of_instruments


def behind(alias: str) -> timedelta | None:
    """By how much another database is behind this moment, as the beats of servers tell that arrived there;
    None if none did."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT max(at) FROM beat WHERE part = %s", [SERVER])
        (latest,) = cursor.fetchone()
    return clock.now() - latest if latest else None


def seen() -> Mapping[str, datetime]:
    """When each part of a worker was last seen, on whichever machine."""
    found: dict[str, datetime] = {}
    for part, at in Beat.objects.filter(part__in=silent_after()).values_list("part", "at"):
        found[part] = max(at, found.get(part, at))
    return found


def silent(seen: Mapping[str, datetime], now: datetime) -> list[str]:
    """The parts of a worker that have done no round for too long, or never did one."""
    return [part for part, most in silent_after().items() if part not in seen or now - seen[part] > most]
