"""Issuing documents, setting them in type and signing them, and bringing in their kinds.

What other instruments call: within a change of a case `issue_for`, `issue_all_for`, `supersede_for` and
`withdraw_for` with the `step` at hand; outside of one, `renew`. `fetch_for` hands out the file.
"""

from jinlin.instruments.documents.actions.fetching import File, fetch, fetch_for, fetch_word
from jinlin.instruments.documents.actions.installing import install_kinds
from jinlin.instruments.documents.actions.renewing import renew
from jinlin.instruments.documents.actions.signing import sign_waiting
from jinlin.instruments.documents.actions.writing import write, write_ends
from jinlin.instruments.documents.issuing import (
    Given,
    Issued,
    issue_all_for,
    issue_for,
    supersede_for,
    withdraw_for,
)

__all__ = [
    "File",
    "Given",
    "Issued",
    "fetch",
    "fetch_for",
    "fetch_word",
    "install_kinds",
    "issue_all_for",
    "issue_for",
    "renew",
    "sign_waiting",
    "supersede_for",
    "withdraw_for",
    "write",
    "write_ends",
]
