"""`verify payouts`: claims, plans, instructions and what the bank said, compared with what was journaled."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from jinlin.instruments.payouts.covered import PARTS, stream
from jinlin.instruments.payouts.models import Distribution
from jinlin.instruments.payouts.rows import found
from jinlin.instruments.payouts.selectors.kept_files import faults_of_files
from jinlin.kernel.journal.checks import at_one_moment, told
from jinlin.kernel.journal.imprints import faults_of
from jinlin.lib.words import Words

# Of a distribution that is gone the stream of its rows is left; one that is there has the seed that its
# opening committed it to.
_ANOTHER = """
    SELECT split_part(e.stream, '/', 2) FROM journal_event e
     WHERE e.kind = 'kept' AND e.seq = 1 AND e.stream LIKE 'payout/%/rows' AND NOT EXISTS (
           SELECT FROM payout_distribution d WHERE e.stream = 'payout/' || d.case_id || '/rows')
     UNION ALL
    SELECT d.case_id::text FROM payout_distribution d
     WHERE NOT EXISTS (
           SELECT FROM journal_event e
            WHERE e.stream = 'case/' || d.case_id AND e.facts LIKE '%"seed_committed"%'
              AND e.facts::jsonb -> 'payout' ->> 'seed_committed' = encode(sha256(d.seed), 'hex'))
"""


_FETCHED = """
    SELECT DISTINCT facts::jsonb ->> 'file', facts::jsonb ->> 'form', facts::jsonb ->> 'sha256'
      FROM journal_event WHERE stream = %s AND kind = 'fetched'
"""


class Verdict(NamedTuple):
    """How many distributions were compared, and a sentence for each fault, of which a hundred are told."""

    distributions: int
    faults: tuple[str, ...]


def verify() -> Verdict:
    """Compare every distribution with what the last events of its parts vouch for."""
    with at_one_moment():
        cases = list(Distribution.objects.values_list("case_id", flat=True))
        faults = [
            fault
            for case in cases
            for part, covered in PARTS.items()
            for fault in faults_of(stream(case, part), covered, case)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_ANOTHER)
            faults += [_no_such(*row) for row in cursor.fetchall()]
        for one in Distribution.objects.iterator():
            faults += faults_of_files(one, _fetched(one.case_id))
    return Verdict(len(cases), told(faults))


def _fetched(case: int) -> frozenset[tuple[int, str, str]]:
    """The files that were taken along, each with the digest that was journaled then."""
    rows = found(_FETCHED, [f"payout/{case}"])
    return frozenset((int(n), form, sha256) for n, form, sha256 in rows)


def _no_such(case: str) -> str:
    return str(
        Words(
            zh=f"case/{case} 的案款分配与开立时的记录不符",
            en=f"case/{case}: its distribution is not the one that the journal tells was opened",
        )
    )
