"""What screens, the API and commands may ask of a distribution. Every answer is for one actor."""

from jinlin.instruments.payouts.case_actions import is_distribution, steps_of
from jinlin.instruments.payouts.selectors.answer_files import answers_to_fill_in
from jinlin.instruments.payouts.selectors.bank_files import Form
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
    MoneyWay,
    PlanInfo,
    counts,
    money,
    money_way,
    newest_plan,
    plans,
    plans_of,
    seen,
)
from jinlin.instruments.payouts.selectors.files import (
    AnswerFileInfo,
    FileInfo,
    ImportInfo,
    answer_files_of,
    files,
    files_of,
    imports_of,
)
from jinlin.instruments.payouts.selectors.life import Moment, life_of
from jinlin.instruments.payouts.selectors.listing import (
    DistributionInfo,
    Distributions,
    concerns,
    distributions,
)
from jinlin.instruments.payouts.selectors.one_claim import AttemptInfo, WholeClaim, claim_of
from jinlin.instruments.payouts.selectors.overview import Overview, overview
from jinlin.instruments.payouts.selectors.own import (
    OwnClaim,
    OwnObjection,
    own_actions,
    own_claim,
)
from jinlin.instruments.payouts.selectors.own_proof import own_proof
from jinlin.instruments.payouts.selectors.own_shares import OwnShare
from jinlin.instruments.payouts.selectors.proving import Proven, prove
from jinlin.instruments.payouts.selectors.uploads import (
    Rejects,
    UploadInfo,
    all_rejects,
    rejects,
    upload,
    uploads_of,
)

__all__ = [
    "AnswerFileInfo", "AttemptInfo", "ClaimInfo", "Counts", "Difference", "DistributionInfo",
    "Distributions", "FileInfo", "Form", "ImportInfo", "InstructionInfo", "Moment", "MoneyWay", "Overview",
    "OwnClaim", "OwnObjection", "OwnShare", "PlanInfo", "Proven", "Rejects", "ShareInfo", "TroubleInfo",
    "UploadInfo", "WholeClaim", "all_rejects", "answer_files_of", "answers_to_fill_in", "claim_of", "claims",
    "compare",
    "concerns", "counts", "distributions", "files", "files_of", "imports_of", "instructions",
    "is_distribution", "life_of", "money", "money_way", "newest_plan", "overview", "own_actions",
    "own_claim", "own_proof", "plans", "plans_of", "prove", "rejects", "seen", "shares",
    "steps_of", "troubles", "upload", "uploads_of",
]  # fmt: skip
