"""Changing a distribution: each step is an action of its case (see `effects.py`); what a form cannot hold is
handed over here."""

from jinlin.instruments.payouts.actions.claim_papers import (
    issue_to_all,
    own_paper,
    own_plan,
    paper_of_claim,
)
from jinlin.instruments.payouts.actions.fetching import fetch_bank_file
from jinlin.instruments.payouts.actions.handing_over import (
    Looked,
    import_claims,
    look_through,
    read_answers,
    write_rejects,
)
from jinlin.instruments.payouts.actions.own import act_oneself
from jinlin.instruments.payouts.actions.printing import Slip, print_slips
from jinlin.instruments.payouts.actions.revealing import Revealed, reveal_claim
from jinlin.instruments.payouts.actions.searching import find_claims
from jinlin.instruments.payouts.actions.uploading import Brought, bring, want
from jinlin.instruments.payouts.actions.working import work_on_uploads
from jinlin.instruments.payouts.case_actions import action_for

__all__ = [
    "Brought", "Looked", "Revealed", "Slip", "act_oneself", "action_for", "bring", "fetch_bank_file",
    "find_claims", "import_claims", "issue_to_all", "look_through", "own_paper", "own_plan", "paper_of_claim",
    "print_slips",
    "read_answers", "reveal_claim", "want", "work_on_uploads", "write_rejects",
]  # fmt: skip
