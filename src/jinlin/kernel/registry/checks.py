"""`verify registry`: areas, units, people, offices, registers, calendar, compared with the journal."""

from __future__ import annotations

from jinlin.kernel.journal.checks import at_one_moment, told
from jinlin.kernel.journal.imprints import faults_of
from jinlin.kernel.registry.covered import COVERED


def verify() -> tuple[str, ...]:
    """A sentence for each table that is not as the last event of its stream vouches for."""
    with at_one_moment():
        found = [fault for stream, covered in COVERED.items() for fault in faults_of(stream, covered)]
    return told(found)
