"""What the last event of `payout/<case id>/rows` vouches for: all that a distribution keeps, step by step.

Allocations are not among it: the root of each plan, in the journal too, is over them. Nor are uploads, which
are gone after a day.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from jinlin.instruments.payouts.models import (
    AnswerFile,
    Attempt,
    BankFile,
    Claim,
    Import,
    Instruction,
    Plan,
    Receipt,
    Trouble,
)
from jinlin.kernel.journal.imprints import Covered

FORGOTTEN: Mapping[type[Model], str] = {Import: "name", AnswerFile: "name", Trouble: "reason"}
"""What people called files, and what they wrote in the open before 0.2.0: it goes when retention ends, so
nothing vouches for it."""


def _columns(model: type[Model]) -> tuple[str, ...]:
    names = (one.attname for one in model._meta.concrete_fields)
    return tuple(name for name in names if name != FORGOTTEN.get(model))


COVERED = tuple(
    Covered(model, _columns(model), of="case_id")
    for model in (Claim, Import, Plan, Instruction, Attempt, BankFile, AnswerFile, Trouble, Receipt)
)


def stream(case: int) -> str:
    """The stream whose events do nothing but vouch; who looked at what stands on `payout/<case id>`."""
    return f"payout/{case}/rows"
