"""What screens, the API and commands may ask of a distribution. Every answer is for one actor."""

from jinlin.instruments.payouts.selectors.bank_files import Form, write_bank_file
from jinlin.instruments.payouts.selectors.claims import (
    ClaimInfo,
    Difference,
    InstructionInfo,
    ShareInfo,
    TroubleInfo,
    claims,
    compare,
    instructions,
    shares,
    troubles,
)
from jinlin.instruments.payouts.selectors.distribution import (
    Counts,
    FileInfo,
    MoneyWay,
    PlanInfo,
    counts,
    files,
    money,
    money_way,
    plans,
)
from jinlin.instruments.payouts.selectors.own import OwnClaim, OwnObjection, own_actions, own_claim
from jinlin.instruments.payouts.selectors.own_proof import own_proof
from jinlin.instruments.payouts.selectors.own_shares import OwnShare
from jinlin.instruments.payouts.selectors.proving import Proven, prove

__all__ = [
    "ClaimInfo", "Counts", "Difference", "FileInfo", "Form", "InstructionInfo", "MoneyWay",
    "OwnClaim", "OwnObjection", "OwnShare", "PlanInfo", "Proven", "ShareInfo", "TroubleInfo", "claims",
    "compare", "counts", "files", "instructions", "money", "money_way", "own_actions", "own_claim",
    "own_proof", "plans", "prove", "shares", "troubles", "write_bank_file",
]  # fmt: skip
