"""Rows of somebody else's file: each becomes one case, however many imports bring it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

Source = tuple[str, str]
"""A pack, and the key of a row for it."""

_CLAIM = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# An array, so that the statement is the same for any number of keys.
_KNOWN = "SELECT source_key FROM case_case WHERE pack = %s AND source_key = ANY(%s)"


def claim(sources: Iterable[Source]) -> frozenset[Source]:
    """Those that are cases already; nobody else makes cases of the others until our transaction ends."""
    wanted: dict[str, list[str]] = {}
    for pack, key in sources:
        wanted.setdefault(pack, []).append(key)
    for pack in sorted(wanted):
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [f"import/{pack}"])
    return frozenset((pack, key) for pack, keys in wanted.items() for key in known_sources(pack, keys))


def known_sources(pack: str, keys: Sequence[str]) -> frozenset[str]:
    """Which of these rows of somebody else's file are cases of the pack already."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [pack, list(keys)])
        return frozenset(key for (key,) in cursor.fetchall())
