"""Showing who a claimant is, and printing a code anew: for a purpose, and journaled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.actions.purposes import note, stated
from jinlin.instruments.payouts.models import Claim
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.cases.secret import Secret
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import NotFound


class Revealed(NamedTuple):
    """Who a claimant is, by part, and the code with which they find their own claim."""

    person: Mapping[str, str]
    code: str


def reveal_claim(number: str, n: int, purpose: str, actor: Actor) -> Revealed:
    """Name, numbers and account of claim `n`, as to telephone or to print a paper. The journal keeps who
    asked, for which claim, and for what. NotFound, NotAllowed, BadInput (no purpose)."""
    why = stated(purpose)
    view = seen(number, actor)
    policies.may_reveal(view).require()
    claim = Claim.objects.filter(case_id=view.case.id, n=n).first()
    if claim is None:
        raise NotFound(f"没有申报{n}", f"There is no claim {n}")
    keeper = keeper_of(view)
    facts = {"claim": n, "purpose": Secret(why)}
    note(view, "revealed", actor, facts)
    return Revealed(keeper.open(n, claim.sealed), keeper.code(n))
