"""The distributions that an officer may see, each with where its money lies."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.case_actions import is_distribution
from jinlin.instruments.payouts.selectors.distribution import MoneyWay, money_ways
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.policies import Standing, may_read
from jinlin.kernel.cases.selectors import Filters, Listed, current_definitions, list_cases
from jinlin.kernel.cases.selectors.paging import Place
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World


class DistributionInfo(NamedTuple):
    """A distribution in a list."""

    of: Listed
    money: MoneyWay


class Distributions(NamedTuple):
    """One page, newest first. `next` is where the page after it starts; None on the last."""

    rows: list[DistributionInfo]
    next: Place | None


def types_of(actor: Actor, revision: int | None = None) -> list[Definition]:
    """The types of distribution in which one of the actor's offices has a role."""
    roles = {post.role for post in actor.posts}
    found = (one for one in current_definitions(revision) if is_distribution(one))
    return [one for one in found if roles & set(one.roles)] if roles else []


def concerns(actor: Actor, revision: int | None = None) -> bool:
    """Whether this actor's offices have to do with distributions at all."""
    return bool(types_of(actor, revision))


def distributions(
    actor: Actor, world: World, *, after: Place | None = None, limit: int = 50
) -> Distributions:
    """The distributions whose money this actor may see: of their offices, and not those they only opened."""
    types = tuple(one.key for one in types_of(actor, world.revision))
    if not types:
        return Distributions([], None)
    page = list_cases(actor, Filters(types=types), after=after, limit=limit, world=world)
    rows = [one for one in page.rows if _is_open_to(one, actor, world)]
    ways = money_ways([one.case.id for one in rows])
    return Distributions([DistributionInfo(one, ways[one.case.id]) for one in rows], page.next)


def _is_open_to(one: Listed, actor: Actor, world: World) -> bool:
    decision = may_read(Standing(actor, one.case, one.definition, world))
    return policies.may_read_claims(decision).allowed
