"""`verify cases`: rows, cards and files of cases, and the definitions and tables under which they run,
compared with what the journal tells of them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from jinlin.kernel.cases.actions.installing import COVERED, STREAM
from jinlin.kernel.cases.models import StoredDefinition
from jinlin.kernel.cases.recompute import LAWS, Cases
from jinlin.kernel.journal import imprints, reading
from jinlin.kernel.journal.checks import Progress, at_one_moment, snapshot, told
from jinlin.kernel.rules import checks as tables

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
    faults: list[str] = []
    with snapshot() as (reader, work):
        ((cases,),) = reading.rows(reader, "SELECT count(*) FROM case_case")
        parts = [*LAWS, *_rows(reader)]
        for done, found in enumerate(work(parts), start=1):
            faults += found.faults
            if progress:
                progress(done, len(parts))
    with at_one_moment():
        faults += tables.verify()
        keys = StoredDefinition.objects.order_by("key").values_list("key", flat=True).distinct()
        faults += [one for key in keys for one in imprints.faults_of(f"{STREAM}{key}", COVERED, key)]
    return Verdict(cases, told(faults))


def _rows(reader: reading.Connection) -> list[reading.Part]:
    cuts = [id for (id,) in reading.rows(reader, _CUTS, {"part": _A_PART})]
    return [Cases(*ends) for ends in pairwise([-(2**63), *cuts, 2**63 - 1])]
