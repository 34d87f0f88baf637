"""Making anew what cases are found by: after an update that folds texts in another way."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from jinlin.kernel.cases import clauses, columns, store
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.lib.clauses import together

BATCH = 500
_NEXT = f"""
    SELECT {columns.NAMED} FROM case_case WHERE id > %(after)s ORDER BY id LIMIT %(count)s FOR UPDATE
"""  # noqa: S608 -- the names come from the model


def reword() -> Iterator[int]:
    """Write the texts of all cases that can be searched anew, some at a time; gives how many each time.

    Whoever changes one of these cases meanwhile waits for a moment.
    """
    after = 0
    while True:
        with whole_or_nothing():
            cases = columns.read(_NEXT, {"after": after, "count": BATCH})
            if not cases:
                return
            with connection.cursor() as cursor:
                cursor.execute(*together(list(clauses.wordings([store.draft_of(one) for one in cases]))))
        after = cases[-1].id
        yield len(cases)
