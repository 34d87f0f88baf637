"""Changing a distribution: each step is an action of its case (see `effects.py`); what a form cannot hold is
handed over here."""

from jinlin.instruments.payouts.actions.claim_papers import (
    issue_to_all,
    own_paper,
    own_plan,
    paper_of_claim,
)
from jinlin.instruments.payouts.actions.handing_over import (
    Looked,
    action_for,
    import_claims,
    look_through,
    read_answers,
    write_rejects,
)
from jinlin.instruments.payouts.actions.own import act_oneself
from jinlin.instruments.payouts.actions.revealing import Revealed, reveal_claim

__all__ = [
    "Looked", "Revealed", "act_oneself", "action_for", "import_claims", "issue_to_all", "look_through",
    "own_paper", "own_plan", "paper_of_claim", "read_answers", "reveal_claim", "write_rejects",
]  # fmt: skip
