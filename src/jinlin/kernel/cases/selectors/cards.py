"""Cards that stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from jinlin.kernel.cases.models import Card
from jinlin.kernel.cases.selectors.listing import Listed


class StandingCard(NamedTuple):
    """亮牌: a card that nobody has removed: 1 yellow, 2 red; the unit it names, and since when."""

    of: Listed
    colour: int
    unit: str
    since: datetime


def standing_cards(rows: Sequence[Listed]) -> list[StandingCard]:
    """The standing cards of cases that the reader has been shown, oldest first: one query for any number."""
    cases = {one.case.id: one for one in rows}
    found = Card.objects.filter(case_id__in=cases, removed_at=None).order_by("shown_at", "case_id", "n")
    return [StandingCard(cases[one.case_id], one.colour, one.unit, one.shown_at) for one in found]
