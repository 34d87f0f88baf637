"""`verify cases`: rows, cards and files of cases compared with what the journal tells of them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from jinlin.kernel.cases.recompute import LAWS, Cases
from jinlin.kernel.journal import reading
from jinlin.kernel.journal.checks import Progress, snapshot, told

_A_PART = 20_000  # cases
_CUTS = """
    SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM case_case) AS numbered
    WHERE n %% %(part)s = 0
"""


class Verdict(NamedTuple):
    """What was compared, and a sentence for each fault, of which a hundred at most are told."""

    cases: int
    faults: tuple[str, ...]


def verify(progress: Progress | None = None) -> Verdict:
    """Compare every case, card and file with the journal, without any key, as both stand at this moment.

    Faults are reported, not raised. That the journal is whole itself is for its own `verify` to say. A case
    that nothing happened to since before 0.2.0 is compared by its place in the journal alone.
    """
    cases, faults = 0, []
    with snapshot() as (reader, work):
        parts = [*LAWS, *_rows(reader)]
        for done, found in enumerate(work(parts), start=1):
            cases += found.events
            faults += found.faults
            if progress:
                progress(done, len(parts))
    return Verdict(cases, told(faults))


def _rows(reader: reading.Connection) -> list[reading.Part]:
    cuts = [id for (id,) in reading.rows(reader, _CUTS, {"part": _A_PART})]
    return [Cases(*ends) for ends in pairwise([-(2**63), *cuts, 2**63 - 1])]
