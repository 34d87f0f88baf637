"""Keeping documents, in the transaction of the change that issued or ended them."""

from __future__ import annotations

from collections.abc import Sequence

from jinlin.instruments.documents.issuing import ENDS, Ended, Paper
from jinlin.kernel.cases.draft import Draft
from jinlin.lib.clauses import Clause
from jinlin.lib.rows import document

Row = tuple[object, ...]

_PAPER = (
    "case_id", "case_number", "kind", "key", "number", "code", "issuer", "issuer_name", "recipient", "at",
    "valid_to", "ended_at", "ended_as", "ended_by", "content", "digest", "by_worker",
)  # fmt: skip
_ENDED = ("case_id", "key", "recipient", "ended_at", "ended_as", "ended_by")

# The documents of a case are counted from 1. Whoever writes holds the lock of the case.
_WRITE = """
INSERT INTO document_document (case_id, n, case_number, kind, key, number, code, issuer, issuer_name,
       recipient, issued_at, valid_to, ended_at, ended_as, ended_by, content, digest, by_worker, try_at)
SELECT r.case_id, coalesce(had.n, 0) + row_number() OVER (PARTITION BY r.case_id ORDER BY r.place),
       r.case_number, r.kind, r.key, r.number, r.code, r.issuer, r.issuer_name, r.recipient, r.at,
       r.valid_to, r.ended_at, r.ended_as, r.ended_by, r.content, r.digest, r.by_worker, r.at
  FROM ROWS FROM (jsonb_to_recordset(%s::jsonb)
           AS (case_id bigint, case_number text, kind text, key text, number text, code text, issuer text,
               issuer_name text, recipient text, at timestamptz, valid_to timestamptz, ended_at timestamptz,
               ended_as text, ended_by text, content text, digest text, by_worker boolean))
       WITH ORDINALITY AS r (case_id, case_number, kind, key, number, code, issuer, issuer_name, recipient,
            at, valid_to, ended_at, ended_as, ended_by, content, digest, by_worker, place)
  LEFT JOIN LATERAL (
       SELECT d.n FROM document_document d WHERE d.case_id = r.case_id ORDER BY d.n DESC LIMIT 1
  ) had ON true
"""
_END = """
UPDATE document_document d
   SET ended_at = e.ended_at, ended_as = e.ended_as, ended_by = e.ended_by
  FROM jsonb_to_recordset(%s::jsonb) AS e (case_id bigint, key text, recipient text,
       ended_at timestamptz, ended_as text, ended_by text)
 WHERE d.case_id = e.case_id AND d.key = e.key AND d.ended_as = ''
   AND d.recipient = coalesce(e.recipient, d.recipient)
"""


def write(left: Sequence[tuple[Draft, Paper]]) -> Clause:
    """What stores new documents; those that the same change ended, with their end."""
    places: dict[int, int] = {}
    rows = []
    for draft, paper in left:
        place = places[draft.case.id] = places.get(draft.case.id, 0) + 1
        rows.append(_paper(draft, paper, _end_of(draft, paper, place)))
    return Clause(_WRITE, [document(_PAPER, rows)])


def write_ends(left: Sequence[tuple[Draft, Ended]]) -> Clause:
    """What ends the documents that stood before this change."""
    rows = [(draft.case.id, one.key, one.recipient, one.at, one.how, one.by) for draft, one in left]
    return Clause(_END, [document(_ENDED, rows)])


def _end_of(draft: Draft, paper: Paper, place: int) -> Ended | None:
    """What the change that issued a document, as its `place`th, did to end it again."""
    ends: list[Ended] = draft.set_in_motion.get(ENDS, [])
    return next((one for one in ends if one.after >= place and _meets(one, paper)), None)


def _meets(end: Ended, paper: Paper) -> bool:
    is_by_itself = end.by == paper.issued.number
    meant = end.recipient is None or end.recipient == paper.issued.recipient
    return end.key == paper.kind.key and meant and not is_by_itself


def _paper(draft: Draft, one: Paper, end: Ended | None) -> Row:
    case, issued, kind = draft.case, one.issued, one.kind
    ended = (end.at, end.how, end.by) if end else (None, "", "")
    return (
        case.id, case.number, kind.digest, kind.key, issued.number, issued.code, one.issuer.code,
        one.issuer.name, issued.recipient, one.at, one.valid_to, *ended, one.content, issued.digest,
        not kind.on_demand,
    )  # fmt: skip
