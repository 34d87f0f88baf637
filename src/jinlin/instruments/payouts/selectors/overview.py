"""One distribution on one screen: everything about it, in as few queries as may be."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.payouts.selectors.distribution import (
    Counts,
    MoneyWay,
    PlanInfo,
    counts_of,
    money_way,
    plans_of,
    seen,
)
from jinlin.instruments.payouts.selectors.life import Moment, life_of
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World


class Overview(NamedTuple):
    """A distribution as an officer sees it. `plans` are all versions, oldest first."""

    view: CaseView
    money: MoneyWay
    life: list[Moment]
    counts: Counts
    plans: list[PlanInfo]

    @property
    def plan(self) -> PlanInfo | None:
        """The newest version of the plan."""
        return self.plans[-1] if self.plans else None


def overview(number: str, actor: Actor, world: World) -> Overview:
    """Everything about a distribution. NotFound, NotAllowed as for the case and its money."""
    view = seen(number, actor, world)
    case = view.case.id
    return Overview(view, money_way(case), life_of(view), counts_of(case), plans_of(case))
