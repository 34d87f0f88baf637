"""What the last events of a distribution vouch for: of `payout/<case id>/rows` all that it keeps, step by
step; of `.../forms` which files were taken to the bank, and of `.../codes` which codes were printed.

Allocations are not among it: the root of each plan, in the journal too, is over them. The bytes of a form
have the digest that it names. Uploads are gone after a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Model

from jinlin.instruments.payouts.models import (
    AnswerFile,
    Attempt,
    BankFile,
    BankForm,
    Claim,
    ClaimCode,
    Import,
    Instruction,
    Plan,
    Receipt,
    Trouble,
)
from jinlin.kernel.journal import imprints
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.journal.imprints import Covered
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock

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

FORMS = (Covered(BankForm, _columns(BankForm), of="case_id"),)
CODES = (Covered(ClaimCode, _columns(ClaimCode), of="case_id"),)
PARTS: Mapping[str, Sequence[Covered]] = {"rows": COVERED, "forms": FORMS, "codes": CODES}


def stream(case: int, part: str = "rows") -> str:
    """The stream whose events do nothing but vouch; who looked at what stands on `payout/<case id>`."""
    return f"payout/{case}/{part}"


def kept(case: int, part: str, touched: Collection[type[Model]] | None = None) -> Entry:
    """The event that vouches for a part as it stands now, of which these tables were `touched` (None: any).
    Whoever writes it holds the case or the distribution's row, so that nobody changes the part meanwhile."""
    meant = [one.model for one in PARTS[part]] if touched is None else touched
    vouched = imprints.vouched_anew(stream(case, part), PARTS[part], meant, case)
    return Entry(stream(case, part), "kept", SYSTEM.label, clock.now(), vouched)
