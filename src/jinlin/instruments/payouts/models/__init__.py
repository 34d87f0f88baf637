"""A distribution and its money's way. Every table is keyed by case first, so that it can be sharded by case.

Money is in fen. What tells who somebody is lies in `sealed`, encrypted under the case's key, and is found by
digests made with that key: when retention destroys the key, the person is gone from here too.
"""

from __future__ import annotations

from jinlin.instruments.payouts.models.bank import AnswerFile, Attempt, BankFile, BankForm, BankFormPart
from jinlin.instruments.payouts.models.claims import Claim, ClaimCode
from jinlin.instruments.payouts.models.distribution import Distribution, Import, Receipt
from jinlin.instruments.payouts.models.plans import Allocation, Instruction, Plan
from jinlin.instruments.payouts.models.troubles import Trouble
from jinlin.instruments.payouts.models.uploads import Upload, UploadPart

__all__ = [
    "Allocation", "AnswerFile", "Attempt", "BankFile", "BankForm", "BankFormPart", "Claim", "ClaimCode",
    "Distribution", "Import", "Instruction", "Plan", "Receipt", "Trouble", "Upload", "UploadPart",
]  # fmt: skip
