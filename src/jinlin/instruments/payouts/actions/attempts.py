"""The attempts that answers name, as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.rows import batches, found

_KNOWN = """
SELECT a.instruction, a.n, a.file, a.told, a.live, i.amount, i.claim, i.place,
       i.attempts, p.round, f.kind
  FROM unnest(%s::int[], %s::int[]) AS named (instruction, n)
  JOIN payout_attempt a ON a.case_id = %s AND a.instruction = named.instruction AND a.n = named.n
  JOIN payout_instruction i ON i.case_id = a.case_id AND i.n = a.instruction
  JOIN payout_plan p ON p.case_id = i.case_id AND p.n = i.plan
  JOIN payout_bank_file f ON f.case_id = a.case_id AND f.n = a.file
"""
_LATEST = """
SELECT DISTINCT ON (i.claim) i.claim, i.n, i.attempts FROM payout_instruction i
 WHERE i.case_id = %s AND i.claim = ANY(%s) AND i.attempts > 0 ORDER BY i.claim, i.n DESC
"""


class Known(NamedTuple):
    """One attempt, with what its instruction and its plan say."""

    case: int
    instruction: int
    n: int
    file: int
    told: frozenset[str]
    live: bool
    amount: int
    claim: int
    place: str
    attempts: int
    round: int
    way: str

    @property
    def reference(self) -> Reference:
        """How the bank knows it."""
        return Reference(self.case, self.instruction, self.n)

    @property
    def is_last(self) -> bool:
        """Whether the instruction has made no other attempt since: only then its money is where it says."""
        return self.n == self.attempts


def known_attempts(case: int, references: Iterable[Reference]) -> list[Known]:
    """Those of the references that are attempts of this case."""
    known: list[Known] = []
    for batch in batches(sorted(set(references))):
        instructions, numbers = [one[1] for one in batch], [one[2] for one in batch]
        rows = found(_KNOWN, [instructions, numbers, case])
        known.extend(Known._make((case, *row[:3], frozenset(row[3]), *row[4:])) for row in rows)
    return known


def latest_of_claims(case: int, claims: Sequence[int]) -> dict[int, Reference]:
    """The last attempt for each of these claims."""
    return {claim: Reference(case, n, last) for claim, n, last in found(_LATEST, [case, list(claims)])}
