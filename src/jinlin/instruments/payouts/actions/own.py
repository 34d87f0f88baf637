"""What a claimant does: actions of the case that the pack opens to its members, as an objection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinlin.instruments.payouts.selectors.proving import Proven, opened
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.selectors import member_of


def act_oneself(proven: Proven, action: str, answers: Mapping[str, Any]) -> Draft:
    """Take an action of the distribution as the claimant. NotFound for one that is not open to claimants,
    else whatever the case refuses."""
    opened(proven)
    return take(proven.number, action, answers, member_of(proven.case, proven.n))
