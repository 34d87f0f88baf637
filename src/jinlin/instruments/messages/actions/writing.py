"""Writing messages into the outbox, in the transaction of the change that gave rise to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from jinlin.instruments.messages import sealing
from jinlin.instruments.messages.models import Message
from jinlin.instruments.messages.texts import Standing, filled
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import MergedCase, merged_into
from jinlin.lib.clauses import Clause
from jinlin.lib.rows import document
from jinlin.lib.words import Words


class Text(NamedTuple):
    """A template: its key `pack/name`, and what it says with its placeholders open."""

    key: str
    words: Words


class Outgoing(NamedTuple):
    """A message that a change of a case wants said. `for_merged` is what those hear whose cases were merged
    into this one; None if nobody else is to hear it."""

    to: str
    text: Text
    for_merged: Text | None
    stands: Standing
    at: datetime


Row = tuple[object, ...]
_NAMES = ("case_id", "number", "to", "template", "zh", "en", "sealed", "at")

# The messages of a case are counted from 1. Whoever writes holds the lock of the case.
_WRITE = """
INSERT INTO message_message (case_id, n, number, "to", template, body_zh, body_en, sealed, written_at, try_at)
SELECT r.case_id, coalesce(said.n, 0) + row_number() OVER (PARTITION BY r.case_id ORDER BY r.place),
       r.number, r."to", r.template, r.zh, r.en, r.sealed, r.at, r.at
  FROM ROWS FROM (jsonb_to_recordset(%s::jsonb)
           AS (case_id bigint, number text, "to" text, template text, zh text, en text, sealed bytea,
               at timestamptz))
       WITH ORDINALITY AS r (case_id, number, "to", template, zh, en, sealed, at, place)
  LEFT JOIN LATERAL (
       SELECT m.n FROM message_message m WHERE m.case_id = r.case_id ORDER BY m.n DESC LIMIT 1
  ) said ON true
"""


def write(waiting: Sequence[tuple[Draft, Outgoing]]) -> Clause:
    """What stores messages, any number; it is asked first who else has to hear some of them."""
    merged = _merged(waiting)
    rows = [row for draft, one in waiting for row in _rows(draft, one, merged)]
    return Clause(_WRITE, [document(_NAMES, rows)])


def forget(cases: Sequence[int]) -> None:
    """Of cases whose retention ends nothing is said any more, and what was said is gone."""
    Message.objects.filter(case_id__in=cases).delete()


def _merged(waiting: Sequence[tuple[Draft, Outgoing]]) -> dict[int, list[MergedCase]]:
    """By case, those that were merged into it."""
    asked = {draft.case.id for draft, one in waiting if one.for_merged}
    found: dict[int, list[MergedCase]] = {}
    for one in merged_into(sorted(asked)) if asked else ():
        found.setdefault(one.goes_on_in, []).append(one)
    return found


def _rows(draft: Draft, one: Outgoing, merged: dict[int, list[MergedCase]]) -> Iterator[Row]:
    yield _row(draft, one, one.text)
    if one.for_merged:
        for other in merged.get(draft.case.id, ()):
            yield _row(other.draft, one, one.for_merged)


def _row(draft: Draft, one: Outgoing, text: Text) -> Row:
    case, said = draft.case, filled(text.words, one.stands, draft.case.number, draft.title)
    sealed = sealing.sealed(said, draft.contents) if case.sealed_key else None
    zh, en = ("", "") if sealed else (said.zh, said.en)
    return (case.id, case.number, one.to, text.key, zh, en, sealed, one.at)
