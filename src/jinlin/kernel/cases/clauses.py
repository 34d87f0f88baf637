"""What a change writes into the tables of cases, as clauses of one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jinlin.kernel.cases import columns, wording
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import WRITERS
from jinlin.kernel.cases.models import Case
from jinlin.lib.clauses import Clause
from jinlin.lib.rows import document

_SHOW_CARDS = """
    INSERT INTO case_card (case_id, n, colour, unit, shown_at, mark, removed_at)
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, n int, colour smallint, unit text,
        shown_at timestamptz, mark text, removed_at timestamptz)
"""
_LIFT_CARDS = """
    UPDATE case_card c SET removed_at = v.removed_at
    FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, n int, removed_at timestamptz)
    WHERE c.case_id = v.case_id AND c.n = v.n
"""
_LOSE = """
    DELETE FROM case_finder f
    USING jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, field text, digests bytea[])
    WHERE f.case_id = v.case_id AND f.field = v.field AND f.digest <> ALL(v.digests)
"""
_FIND = """
    INSERT INTO case_finder (case_id, field, digest)
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, field text, digest bytea)
    ON CONFLICT DO NOTHING
"""
_WORD = """
    INSERT INTO case_wording (case_id, body, pairs)
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, body text, pairs int[])
    ON CONFLICT (case_id) DO UPDATE SET body = excluded.body, pairs = excluded.pairs
"""


def of_change(drafts: Sequence[Draft]) -> Iterator[Clause]:
    """Everything but the events, the alarms and what retention destroys."""
    yield from _cases([one.case for one in drafts if one.is_new], columns.INSERT, columns.inserted)
    yield from _cases([one.case for one in drafts if not one.is_new], columns.UPDATE, columns.updated)
    yield from _cards(drafts)
    yield from finders(drafts)
    yield from wordings([one for one in drafts if one.is_reworded and not one.is_forgotten])
    yield from _in_motion(drafts)


def finders(drafts: Sequence[Draft]) -> Iterator[Clause]:
    """By which personal values the cases are found: of a field that changed, by its present value alone."""
    each = [(one, name, sorted(found)) for one in drafts for name, found in one.finders.items()]
    stood = [(one.case.id, name, found) for one, name, found in each if not one.is_new]
    yield from _rows(_LOSE, ("case_id", "field", "digests"), stood)
    digests = [(one.case.id, name, digest) for one, name, found in each for digest in found]
    yield from _rows(_FIND, ("case_id", "field", "digest"), digests)


def wordings(drafts: Sequence[Draft]) -> Iterator[Clause]:
    """What the cases are found by."""
    bodies = ((one.case, wording.body_of(one)) for one in drafts)
    rows = [(case.id, body, [wording.month(case.opened_at), *wording.pairs(body)]) for case, body in bodies]
    yield from _rows(_WORD, ("case_id", "body", "pairs"), rows)


def _cases(cases: Sequence[Case], statement: str, text: Callable[[Sequence[Case]], str]) -> Iterator[Clause]:
    if cases:
        yield Clause(statement, [text(cases)])


def _cards(drafts: Sequence[Draft]) -> Iterator[Clause]:
    """A card that is shown and lifted in one change, as when somebody acts late, is written once."""
    shown = [
        (one.case.id, card.n, card.colour, card.unit, card.at, card.mark, one.cards_lifted.get(card.n))
        for one in drafts
        for card in one.cards_shown
    ]
    known = {row[:2] for row in shown}
    lifted = [(one.case.id, n, at) for one in drafts for n, at in one.cards_lifted.items()]
    stood = [row for row in lifted if row[:2] not in known]
    names = ("case_id", "n", "colour", "unit", "shown_at", "mark", "removed_at")
    yield from _rows(_SHOW_CARDS, names, shown)
    yield from _rows(_LIFT_CARDS, ("case_id", "n", "removed_at"), stood)


def _in_motion(drafts: Sequence[Draft]) -> Iterator[Clause]:
    """What effects of other rooms have left."""
    for room in sorted({room for one in drafts for room in one.set_in_motion}):
        left = [(one, each) for one in drafts for each in one.set_in_motion.get(room, [])]
        clause = WRITERS[room](left)
        if clause is not None:
            yield clause


def _rows(statement: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Iterator[Clause]:
    if rows:
        yield Clause(statement, [document(names, rows)])
