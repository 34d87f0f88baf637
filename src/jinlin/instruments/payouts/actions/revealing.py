"""Showing who a claimant is: for a purpose, and journaled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.actions.purposes import note, stated
from jinlin.instruments.payouts.actions.second import about_trouble
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Claim, Trouble
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.cases.secret import Secret
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import NotFound


class Revealed(NamedTuple):
    """Who a claimant is, by part; and what is asked for them and waits for a second person, by exception."""

    person: Mapping[str, str]
    wanted: Mapping[int, Mapping[str, Any]]


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
    return Revealed(keeper.open(n, claim.sealed), dict(_wanted(claim, keeper)))


def _wanted(claim: Claim, keeper: Keeper) -> Iterator[tuple[int, Mapping[str, Any]]]:
    waiting = Trouble.objects.filter(case_id=claim.case_id, claim=claim.n, resolved_at=None)
    for one in waiting.exclude(wanted=None).order_by("n"):
        yield one.n, json.loads(keeper.open_part(about_trouble(one.key), one.wanted or b""))
