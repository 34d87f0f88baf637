"""Several writes as one statement: one plan, one round trip.

Each room says what it writes as a clause; whoever makes the change sends the clauses of all rooms together.
They run side by side on the same state of the database: no clause sees what another wrote, and no two may
write the same row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Clause(NamedTuple):
    """One INSERT, UPDATE or DELETE with its parameters, each a `%s`."""

    statement: str
    parameters: Sequence[Any]


def together(clauses: Sequence[Clause]) -> Clause:
    """All of them as one statement. ValueError if there are none."""
    if not clauses:
        raise ValueError("nothing to write")
    if len(clauses) == 1:
        return clauses[0]
    parts = ", ".join(f"part_{n} AS ({one.statement})" for n, one in enumerate(clauses))
    return Clause(f"WITH {parts} SELECT", [value for one in clauses for value in one.parameters])
