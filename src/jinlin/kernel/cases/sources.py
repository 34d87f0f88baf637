"""Rows of somebody else's file: each becomes one case, however many imports bring it at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from jinlin.kernel.cases.models import Case

Source = tuple[str, str]
"""A pack, and the key of a row for it."""


def claim(sources: Iterable[Source]) -> frozenset[Source]:
    """Those that are cases already; nobody else makes cases of the others until our transaction ends."""
    wanted = set(sources)
    for pack in sorted({pack for pack, _ in wanted}):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import/{pack}"])
    known = Case.objects.filter(
        pack__in={pack for pack, _ in wanted}, source_key__in={key for _, key in wanted}
    )
    found = known.values_list("pack", "source_key") if wanted else ()
    return frozenset((pack, key) for pack, key in found if key) & wanted
