"""Who may read a document."""

from __future__ import annotations

from jinlin.instruments.documents.kind import Kind
from jinlin.kernel.cases.policies import SYSTEM_ROLE, Decision, in_a_role
from jinlin.kernel.cases.selectors import CaseView


def may_read(view: CaseView, kind: Kind) -> Decision:
    """Whether this actor, who sees the case, may read documents of this kind: in a role that the pack names,
    and anybody who sees the case if the document is public."""
    if view.decision.role == SYSTEM_ROLE or kind.privacy == "public":
        return view.decision
    return in_a_role(view.standing, kind.readers)
