"""Issuing documents, setting them in type and signing them, and bringing in their kinds.

What other instruments call: within a change of a case `issue_for`, `issue_all_for`, `withdraw_for` with the
`step` at hand; outside of one, `issue_many`.
"""

from jinlin.instruments.documents.actions.installing import install_kinds
from jinlin.instruments.documents.actions.many import issue_many
from jinlin.instruments.documents.actions.writing import write, write_ends
from jinlin.instruments.documents.issuing import Given, Issued, issue_all_for, issue_for, withdraw_for

__all__ = [
    "Given",
    "Issued",
    "install_kinds",
    "issue_all_for",
    "issue_for",
    "issue_many",
    "withdraw_for",
    "write",
    "write_ends",
]
