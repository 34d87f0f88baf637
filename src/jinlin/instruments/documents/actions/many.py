"""Issuing thousands of documents of one kind on one case, as notices of payment are."""

from __future__ import annotations

from collections.abc import Sequence

from jinlin.instruments.documents.issuing import Given, Issued, issue_all_for
from jinlin.kernel.cases.actions import changing
from jinlin.kernel.registry.actors import Actor

AT_ONCE = 2000  # documents in one transaction and one event


def issue_many(number: str, name: str, given: Sequence[Given], actor: Actor) -> list[Issued]:
    """Issue any number of documents of one kind on the case `number`, `AT_ONCE` in each transaction.

    For an instrument that has decided that this actor may. What was issued before a failure stays issued;
    the caller knows by the recipients. NotFound (case), and errors as of `issue_for`.
    """
    issued: list[Issued] = []
    for first in range(0, len(given), AT_ONCE):
        with changing(number, actor) as step:
            issued += issue_all_for(step, name, given[first : first + AT_ONCE])
    return issued
