"""Charts of the board, as options of ECharts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinlin.kernel.cases.selectors import DayCount
from jinlin.lib.words import Words
from jinlin.web.language import say

OPENED = Words(zh="登记", en="Opened")
CLOSED = Words(zh="办结", en="Closed")


def trend(days: Sequence[DayCount]) -> dict[str, Any]:
    """What came in and was closed, day by day."""
    return {
        "grid": {"left": 40, "right": 16, "top": 32, "bottom": 28},
        "legend": {"top": 0},
        "xAxis": {"type": "category", "data": [f"{one.day.month}-{one.day.day}" for one in days]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": say(OPENED), "type": "bar", "data": [one.opened for one in days]},
            {"name": say(CLOSED), "type": "line", "data": [one.closed for one in days]},
        ],
    }
