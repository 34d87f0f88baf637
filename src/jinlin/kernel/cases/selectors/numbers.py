"""How far running numbers have come, and under which key what is kept opens."""

from __future__ import annotations

from django.db import connection

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.models import Case
from jinlin.lib.crypto import CannotOpen

_GIVEN = r"""
    SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences
     WHERE schemaname = current_schema()
       AND (sequencename = 'case_id_seq' OR sequencename LIKE 'case\_no\_%%')
"""


def numbers_given() -> dict[str, int]:
    """The last value of each sequence from which cases and documents are numbered, by its name."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [])
        return {str(name): int(last) for name, last in cursor.fetchall()}


def opens_under_this_key() -> bool:
    """Whether the key of the newest case that has one opens under the master key, or the former one."""
    newest = Case.objects.filter(sealed_key__isnull=False).order_by("-id").values_list("id", "sealed_key")
    for case, sealed in newest[:1]:
        try:
            vault.unwrapped(sealed, f"{STREAM}{case}")
        except CannotOpen:
            return False
    return True
