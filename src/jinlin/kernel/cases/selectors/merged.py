"""Cases that go on as part of another: their openers are to be told what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from jinlin.kernel.cases import columns, store
from jinlin.kernel.cases.draft import Draft

_MERGED = f"""
    WITH RECURSIVE joined (id, goes_on_in) AS (
        SELECT id, merged_into FROM case_case
         WHERE merged_into = ANY(%(cases)s::bigint[]) AND closed_at IS NOT NULL
        UNION
        SELECT c.id, j.goes_on_in FROM case_case c JOIN joined j ON c.merged_into = j.id
         WHERE c.closed_at IS NOT NULL
    )
    SELECT {", ".join(f"c.{name}" for name in columns.NAMES)}, j.goes_on_in
      FROM case_case c JOIN joined j ON j.id = c.id
     WHERE c.id <> j.goes_on_in ORDER BY c.id FOR UPDATE OF c
"""  # noqa: S608 -- the names come from the model


class MergedCase(NamedTuple):
    """A case that was merged, and the id of the case in which it goes on."""

    draft: Draft
    goes_on_in: int


def merged_into(cases: Sequence[int]) -> list[MergedCase]:
    """The cases that were merged into these, also by way of another: one query for any number.

    Their rows are locked, so that what is counted on them is counted once; a transaction must be open.
    One that was reopened since goes on by itself and is not among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MERGED, {"cases": list(cases)})
        return [
            MergedCase(store.draft_of(columns.case_of(row)), goes_on_in)
            for *row, goes_on_in in cursor.fetchall()
        ]
