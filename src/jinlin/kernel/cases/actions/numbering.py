"""Running numbers after an older dump was restored: what was given after it is not given again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from jinlin.kernel.cases.selectors.numbers import numbers_given

ROOM_LEFT = 100_000
"""Numbers between what is known to have been given and what is given next, rounded up to as many."""


def leave_room(known: Mapping[str, int]) -> None:
    """Let every running number go on far beyond both what this database and what `known` has given."""
    here = numbers_given()
    with connection.cursor() as cursor:
        for name in sorted({*here, *known}):
            reached = max(here.get(name, 0), known.get(name, 0))
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {connection.ops.quote_name(name)}")
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, _beyond(reached)])


def _beyond(reached: int) -> int:
    return (reached // ROOM_LEFT + 2) * ROOM_LEFT
