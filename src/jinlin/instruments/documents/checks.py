"""`verify documents`: what was issued, signed and withdrawn, compared with what the journal tells of it."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.documents.models import Document
from jinlin.kernel.journal.checks import snapshot, told
from jinlin.kernel.journal.laws import Law

_ISSUED = Law(
    """
    WITH events AS (
        SELECT split_part(stream, '/', 2)::bigint AS case_id, at, facts::jsonb AS facts
          FROM journal_event WHERE kind = 'document.issued'
    ), said AS (
        SELECT case_id, at, facts ->> 'document' AS key, facts ->> 'kind' AS kind,
               facts ->> 'issuer' AS issuer, facts ->> 'number' AS number, facts ->> 'digest' AS digest
          FROM events WHERE facts ? 'digest'
         UNION ALL
        SELECT case_id, at, facts ->> 'document', facts ->> 'kind', facts ->> 'issuer', each ->> 0, each ->> 1
          FROM events, jsonb_array_elements(facts -> 'all') AS each
    )
    SELECT case_id, coalesce(said.number, d.number), digest
      FROM said FULL JOIN document_document d USING (case_id, digest)
     WHERE (said.number, said.key, said.kind, said.issuer, said.at)
           IS DISTINCT FROM (d.number::text, d.key::text, d.kind::text, d.issuer::text, d.issued_at)
    """,
    "case/{0}的文书{1}与出具记录不符（{2}）",
    "case/{0}: document {1} is not as the journal tells that it was issued ({2})",
)
_SIGNED = Law(
    """
    WITH said AS (
        SELECT split_part(stream, '/', 2)::bigint AS case_id, file ->> 1 AS digest, file ->> 2 AS pdf_digest
          FROM journal_event, jsonb_array_elements(facts::jsonb -> 'files') AS file
         WHERE kind = 'document.signed'
    ), kept AS (
        SELECT case_id, number, digest, pdf_digest FROM document_document WHERE pdf_digest IS NOT NULL
    )
    SELECT case_id, kept.number, digest FROM said FULL JOIN kept USING (case_id, digest)
     WHERE said.pdf_digest IS DISTINCT FROM kept.pdf_digest
    """,
    "case/{0}的文书{1}与签署记录不符（{2}）",
    "case/{0}: document {1} is not as the journal tells that it was signed ({2})",
)
_ENDED = Law(
    """
    WITH ends AS (
        SELECT split_part(stream, '/', 2)::bigint AS case_id, at, split_part(kind, '.', 2) AS how,
               facts::jsonb ->> 'document' AS key, facts::jsonb ->> 'recipient' AS recipient, false AS of_one
          FROM journal_event WHERE kind IN ('document.superseded', 'document.withdrawn')
         UNION ALL
        SELECT split_part(stream, '/', 2)::bigint, at, 'superseded', facts::jsonb ->> 'document', NULL, true
          FROM journal_event WHERE kind = 'document.issued' AND stream LIKE 'documents/%'
    )
    SELECT d.case_id, d.number FROM document_document d
     WHERE d.ended_as <> '' AND NOT EXISTS (
           SELECT FROM ends WHERE (ends.case_id, ends.key, ends.how, ends.at)
                                = (d.case_id, d.key::text, d.ended_as::text, d.ended_at))
        OR d.ended_as = '' AND EXISTS (
           SELECT FROM ends WHERE NOT ends.of_one AND ends.at > d.issued_at
              AND (ends.case_id, ends.key) = (d.case_id, d.key::text)
              AND coalesce(ends.recipient, d.recipient) = d.recipient)
    """,
    "case/{0}的文书{1}的效力与记录不符",
    "case/{0}: whether document {1} is in force is not as the journal tells it",
)
LAWS = (_ISSUED, _SIGNED, _ENDED)


class Verdict(NamedTuple):
    """How many documents were compared, and a sentence for each fault, of which a hundred are told."""

    documents: int
    faults: tuple[str, ...]


def verify() -> Verdict:
    """Compare every document with the journal, without any key. What stands in one is bound to its digest by
    the encryption, which whoever opens it finds out."""
    with snapshot() as (_, work):
        faults = [fault for found in work(LAWS) for fault in found.faults]
    return Verdict(Document.objects.count(), told(faults))
