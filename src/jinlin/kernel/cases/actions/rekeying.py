"""A new master key: every case's key is wrapped under it, and personal values are found by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from jinlin.kernel.cases import columns, vault
from jinlin.kernel.cases.clauses import finders
from jinlin.kernel.cases.draft import STREAM as CASE
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Finder
from jinlin.kernel.cases.store import draft_of
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock
from jinlin.lib.clauses import together
from jinlin.lib.errors import Unready
from jinlin.lib.rows import document

BATCH = 500
STREAM = "keys/master"
_NEXT = f"""
    SELECT {columns.NAMED} FROM case_case WHERE id > %(after)s AND sealed_key IS NOT NULL
    ORDER BY id LIMIT %(count)s FOR UPDATE
"""  # noqa: S608 -- the names come from the model
_WRAP = """
    UPDATE case_case c SET sealed_key = v.sealed_key
    FROM jsonb_to_recordset(%s::jsonb) AS v (id bigint, sealed_key bytea) WHERE c.id = v.id
"""


def rekey() -> Iterator[int]:
    """Bring the cases that are still under the former master key under the present one, some at a time; gives
    how many of each lot there were. Unready if no former key is named.

    A lot is done as a whole or not at all, and those that are done are known by their key: whoever was
    stopped begins again. Whoever changes one of these cases meanwhile waits for a moment.
    """
    if not vault.former_key():
        raise Unready(
            "没有说明原来的主密钥：请把它设为 JINLIN_FORMER_MASTER_KEY",
            "No former master key is named: set JINLIN_FORMER_MASTER_KEY to it",
        )
    after = done = 0
    while True:
        with whole_or_nothing():
            cases = columns.read(_NEXT, {"after": after, "count": BATCH})
            if not cases:
                append([Entry(STREAM, "rekeyed", SYSTEM.label, clock.now(), {"cases": done})])
                return
            waiting = [
                draft_of(one) for one in cases if not vault.is_current(one.sealed_key, f"{CASE}{one.id}")
            ]
            _bring_under(waiting)
        after, done = cases[-1].id, done + len(waiting)
        yield len(waiting)


def _bring_under(drafts: Sequence[Draft]) -> None:
    """Wrap the keys of these cases anew, and make anew what finds them."""
    if not drafts:
        return
    for draft in drafts:
        draft.rewrap()
    keys = [(draft.case.id, draft.case.sealed_key) for draft in drafts]
    Finder.objects.filter(case_id__in=[case for case, _ in keys]).delete()
    with connection.cursor() as cursor:
        cursor.execute(_WRAP, [document(("id", "sealed_key"), keys)])
        if found := list(finders(drafts)):
            cursor.execute(*together(found))
