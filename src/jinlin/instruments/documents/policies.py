"""Who may read a document."""

from __future__ import annotations

from jinlin.instruments.documents.kind import Kind
from jinlin.kernel.cases.policies import Decision, Paper, may_have
from jinlin.kernel.cases.selectors import CaseView


def may_read(view: CaseView, kind: Kind) -> Decision:
    """Whether this actor, who sees the case, may read documents of this kind: in a role that the pack names,
    and anybody who sees the case if the document is public."""
    return may_have(view.standing, paper_of(kind))


def paper_of(kind: Kind) -> Paper:
    """Documents of this kind as parts of their case."""
    return Paper(kind.privacy, kind.readers)
