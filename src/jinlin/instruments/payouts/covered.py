"""What the last event of `payout/<case id>/rows` vouches for: all that a distribution keeps, step by step.

Allocations are not among it: the root of each plan, in the journal too, is over them. Nor are uploads, which
are gone after a day.
"""

from __future__ import annotations

from jinlin.instruments.payouts.models import (
    AnswerFile,
    Attempt,
    BankFile,
    Claim,
    Import,
    Instruction,
    Plan,
    Trouble,
)
from jinlin.kernel.journal.imprints import Covered

COVERED = tuple(
    Covered(model, tuple(one.attname for one in model._meta.concrete_fields), of="case_id")
    for model in (Claim, Import, Plan, Instruction, Attempt, BankFile, AnswerFile, Trouble)
)


def stream(case: int) -> str:
    """The stream whose events do nothing but vouch; who looked at what stands on `payout/<case id>`."""
    return f"payout/{case}/rows"
