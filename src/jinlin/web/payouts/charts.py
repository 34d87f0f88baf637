"""The money's way as a bar that needs no script, and as a chart over the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts.places import NAMES
from jinlin.instruments.payouts.selectors import Moment, MoneyWay
from jinlin.lib.words import Words
from jinlin.web.language import say
from jinlin.web.manner import moment

ORDER = ("paid", "in_flight", "pool", "held", "returned", "unclaimed")
"""What has arrived comes first, what nobody has asked for last. The colours of charts come in this order."""
WIDTH = 1000


class Piece(NamedTuple):
    """A place in the bar: what it is called, how much lies there in fen, and where it stands in the bar."""

    place: str
    name: Words
    fen: int
    x: int
    width: int


def bar(money: MoneyWay) -> list[Piece]:
    """All places in their order, each as wide as its part of what was recovered; empty ones have no width."""
    pieces, before = [], 0
    for place in ORDER:
        fen = getattr(money, place)
        x = _at(before, money.recovered)
        before += fen
        pieces.append(Piece(place, NAMES[place], fen, x, _at(before, money.recovered) - x))
    return pieces


def life(moments: Sequence[Moment]) -> dict[str, Any]:
    """Where the money lay after each step, as an option of ECharts; amounts in yuan."""
    return {
        "grid": {"left": 8, "right": 8, "top": 40, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "type": "scroll", "itemGap": 16, "textStyle": {"padding": [0, 6, 0, 0]}},
        "xAxis": {"type": "category", "data": [moment(one.at) for one in moments]},
        "yAxis": {"type": "value"},
        "series": list(_series(moments)),
    }


def _series(moments: Sequence[Moment]) -> Iterator[dict[str, Any]]:
    for place in ORDER:
        yield {
            "name": say(NAMES[place]),
            "type": "bar",
            "stack": "money",
            "barMaxWidth": 56,
            "data": [getattr(one.money, place) / 100 for one in moments],
        }


def _at(fen: int, whole: int) -> int:
    return WIDTH * fen // whole if whole else 0
