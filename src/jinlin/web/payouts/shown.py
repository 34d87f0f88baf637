"""A plan as its pages show it: its figures, and the ratio of each tier as people read it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from jinlin.instruments.payouts.selectors import PlanInfo
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.registry.world import World
from jinlin.web.forms.fields import Ground
from jinlin.web.payouts import words
from jinlin.web.values import category_name

EVERYTHING = (1, 1)


class RatioShown(NamedTuple):
    """To which part of their losses a tier was brought; `full`: all of it, whatever it was."""

    name: str
    paid: int
    owed: int
    percent: str
    full: bool


def shown_plan(plan: PlanInfo, number: str) -> dict[str, Any]:
    """What `payouts/plan_facts.html` shows."""
    return {"plan": plan, "number": number, "names": words.NAMES}


def ratios(plan: PlanInfo, definition: Definition, world: World) -> list[RatioShown]:
    """The ratio of each tier that got anything, by the tier's name in the pack's register."""
    ground = Ground.of(definition, world)
    return [
        RatioShown(
            category_name(tier, "tiers", ground), paid, owed, _percent(paid, owed), (paid, owed) == EVERYTHING
        )
        for tier, (paid, owed) in plan.ratios.items()
    ]


def _percent(paid: int, owed: int) -> str:
    return f"{Decimal(paid) * 100 / Decimal(owed):.5f}" if owed else "0"
