"""Reading cases for a change, and writing what was worked out: a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from jinlin.kernel.alarms.actions import clauses as alarm_clauses
from jinlin.kernel.alarms.actions import hold_alarms
from jinlin.kernel.cases import clauses, columns, imprint
from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import FORGETTERS
from jinlin.kernel.cases.models import Attachment, Case, Finder, Wording
from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal.chain import Head, Linked, link
from jinlin.lib.clauses import together

CLOCK = "clock"
RETENTION = "retention"

_SELECT = f"SELECT {columns.NAMED} FROM case_case WHERE"  # noqa: S608 -- the names come from the model
_ONE = f"{_SELECT} number = %(number)s"
# An array, not IN: its ids are worked out once, and then it is one look-up for each.
_LOCK_NUMBERED = f"""
    {_SELECT} id = ANY(ARRAY(
        SELECT unnest(ARRAY[id, parent]) FROM case_case WHERE number = ANY(%(numbers)s)
    )) ORDER BY id FOR UPDATE
"""  # noqa: S608 -- the same
_LOCK_FREE = f"""
    {_SELECT} id = ANY(ARRAY(
        SELECT unnest(ARRAY[id, parent]) FROM case_case WHERE id = ANY(%(ids)s::bigint[])
    )) ORDER BY id FOR UPDATE SKIP LOCKED
"""  # noqa: S608 -- the same
# A clock waits for a year's table if one of its marks names the year: see `clocks.shapes.Mark`.
_WAITS = """closed_at IS NULL AND jsonb_path_exists(
    clock, '$.**.marks[*][2] ? (@ == $year)', jsonb_build_object('year', %(year)s)
)"""
_LOCK_PROVISIONAL = f"{_SELECT} {_WAITS} ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED"
_IS_PROVISIONAL = f"SELECT EXISTS (SELECT FROM case_case WHERE {_WAITS})"  # noqa: S608 -- our own text
_HOLD_CARDS = """
    SELECT pg_advisory_xact_lock(hashtextextended('cards/' || unit, 0)) FROM unnest(%s::text[]) AS unit
"""
_LOCK_PARENTS = f"{_SELECT} id = ANY(%(ids)s::bigint[]) ORDER BY id FOR UPDATE"
_LOCK_CHILDREN = f"{_SELECT} parent = %(parent)s AND closed_at IS NULL ORDER BY id FOR UPDATE"


def case_numbered(number: str) -> Case | None:
    """The case with this number as it stands."""
    return next(iter(columns.read(_ONE, {"number": number})), None)


def case_by_id(case: int) -> Case | None:
    """The case with this id as it stands."""
    return next(iter(columns.read(f"{_SELECT} id = %(id)s", {"id": case})), None)


def drafts_of(ids: Iterable[int]) -> list[Draft]:
    """The cases with these ids as they stand: one query for any number."""
    cases = columns.read(f"{_SELECT} id = ANY(%(ids)s::bigint[])", {"ids": sorted(ids)})
    return [draft_of(case) for case in cases]


def lock_numbered(numbers: Sequence[str]) -> list[Draft]:
    """The cases with these numbers and their parents, locked in the order of their ids."""
    cases = list(columns.read(_LOCK_NUMBERED, {"numbers": list(numbers)}))
    return [draft_of(case) for case in (*cases, *_lock_new_parents(numbers, cases))]


def _lock_new_parents(numbers: Sequence[str], cases: Sequence[Case]) -> Iterable[Case]:
    """While we waited for a case, its parent may have been merged into another, which is its parent now."""
    known = {case.id for case in cases}
    moved = [case.parent for case in cases if case.number in numbers and case.parent not in known | {None}]
    return columns.read(_LOCK_PARENTS, {"ids": moved}) if moved else ()


def lock_free(ids: Sequence[int]) -> list[Draft]:
    """Of the cases with these ids and their parents, those that nobody else is changing, locked."""
    return [draft_of(case) for case in columns.read(_LOCK_FREE, {"ids": list(ids)})]


def lock_open_children(parent: int) -> list[Draft]:
    """The children of a case that are not closed, locked."""
    return [draft_of(case) for case in columns.read(_LOCK_CHILDREN, {"parent": parent})]


def lock_provisional(year: int, limit: int) -> list[Draft]:
    """Open cases with a clock that waits for the holiday table of `year`, those that nobody else is changing,
    locked."""
    return [draft_of(case) for case in columns.read(_LOCK_PROVISIONAL, {"year": year, "limit": limit})]


def is_provisional(year: int) -> bool:
    """Whether any open case still has a clock that waits for the holiday table of `year`."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_PROVISIONAL, {"year": year})
        return bool(cursor.fetchone()[0])


def hold_cards(streams: Iterable[str], units: Sequence[str]) -> None:
    """Nobody else shows one of these units a card until our transaction ends. `units` are sorted, so that two
    who want the same ones take them in the same order.

    The alarms of `streams` first: a worker holds its alarms before it comes here, and would wait for us
    while we wait for one of them.
    """
    hold_alarms(streams)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_CARDS, [list(units)])


def draft_of(case: Case) -> Draft:
    """A stored case as a draft, under the definition it was opened with."""
    return Draft(case, definition_by_digest(case.definition), Clocks.load(case.clock))


def write(drafts: Iterable[Draft]) -> None:
    """Store what happened to these cases; must run in a transaction that holds their rows."""
    changed = [draft for draft in drafts if draft.entries]
    if not changed:
        return
    linked = [event for draft in changed for event in _link(draft)]
    parts = [*clauses.of_change(changed), *alarm_clauses(_alarms(changed))]
    if len(linked) <= journal.FEW:
        parts.append(journal.clause(linked))
    else:
        journal.write(linked)
    with journal.telling_races(), connection.cursor() as cursor:
        cursor.execute(*together(parts))
    _forget([draft.case.id for draft in changed if draft.is_forgotten])


def _link(draft: Draft) -> list[Linked]:
    case = draft.case
    head = Head(case.revision, bytes(case.head)) if case.revision else Head.none()
    draft.contents.lock()
    named = [name for field in draft.definition.naming_fields if (name := case.facts.get(field))]
    case.people = named or None
    case.clock = draft.clocks.dump()
    case.due_at = draft.clocks.running.due if draft.clocks.running else None
    *before, last = draft.locked_entries()
    vouched = {**last.facts, imprint.FACT: imprint.imprint(case)}
    linked, head = link(head, [*before, last._replace(facts=vouched)])
    case.revision, case.head = head.seq, head.hash
    return linked


def _alarms(drafts: Iterable[Draft]) -> dict[tuple[str, str], datetime | None]:
    wanted: dict[tuple[str, str], datetime | None] = {}
    for draft in drafts:
        mark = draft.clocks.next_mark()
        if mark is not None or not draft.is_new:
            wanted[draft.stream, CLOCK] = mark.at if mark else None
        if draft.retention_changed:
            wanted[draft.stream, RETENTION] = draft.retention_at
    return wanted


def _forget(ids: Sequence[int]) -> None:
    if ids:
        Finder.objects.filter(case_id__in=ids).delete()
        Wording.objects.filter(case_id__in=ids).delete()
        Attachment.objects.filter(case_id__in=ids).update(content=b"", name="")
        for forget in FORGETTERS.values():
            forget(ids)
