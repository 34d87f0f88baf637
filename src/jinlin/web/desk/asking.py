"""What narrows a list, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.http import QueryDict

from jinlin.kernel.cases.selectors import Filters
from jinlin.lib import clock
from jinlin.lib.boxes import read_box
from jinlin.lib.clock import local_moment
from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean

NAMES = (
    "type", "state", "status", "unit", "area", "level", "parts", "category", "card", "channel", "due",
    "from", "to", "closed_from", "closed_to", "box",
)  # fmt: skip
LONGEST = 80
NONE = "-"  # cases with no unit, of no area, or that never had a card
CHOICES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "status": {"open": {"is_open": True}, "closed": {"is_open": False}},
    "level": {"itself": {"itself": True}},
    "parts": {"whole": {"whole": True}},
    "card": {"1": {"card": 1}, "2": {"card": 2}, NONE: {"never_carded": True}},
}
"""What each choice of a closed list narrows by."""


def asked(query: QueryDict) -> dict[str, str]:
    """What the address asks for; what is empty is left out. BadInput for what is no text."""
    return {name: value for name in NAMES if (value := clean(query.get(name, ""), LONGEST))}


def filters_of(given: Mapping[str, str], **fixed: Any) -> Filters:
    """The filters; `fixed` ones cannot be changed by the address. BadInput for no day and no choice."""
    due_from, due_before = _due(given.get("due", ""))
    read = Filters(
        type=given.get("type"),
        state=given.get("state"),
        holder=_or_none(given.get("unit")),
        area=_or_none(given.get("area")),
        category=given.get("category"),
        channel=given.get("channel"),
        due_from=due_from,
        due_before=due_before,
        opened_from=_start(given.get("from")),
        opened_to=_end(given.get("to")),
        closed_from=_start(given.get("closed_from")),
        closed_before=_end(given.get("closed_to")),
        box=read_box(given["box"]) if "box" in given else None,
    )
    return Filters(**{**vars(read), **_chosen(given), **fixed})


def _chosen(given: Mapping[str, str]) -> dict[str, Any]:
    """What is chosen out of closed lists. BadInput for what is in none."""
    found: dict[str, Any] = {}
    for name, choices in CHOICES.items():
        if (value := given.get(name)) is not None:
            if value not in choices:
                known = "、".join(choices)
                raise BadInput(f"{name} 只能是：{known}", f"{name} is one of: {', '.join(choices)}")
            found |= choices[value]
    return found


def _or_none(code: str | None) -> str | None:
    return "" if code == NONE else code


def _due(text: str) -> tuple[datetime | None, datetime | None]:
    now = clock.now()
    spans = {
        "": (None, None),
        "late": (None, now),
        "today": (now, local_moment(clock.today() + timedelta(days=1))),
        "week": (now, now + timedelta(days=7)),
    }
    if text not in spans:
        raise BadInput("期限只能选已逾期、今天到期、七天内到期", "Due is one of late, today, week")
    return spans[text]


def _start(text: str | None) -> datetime | None:
    return local_moment(_day(text)) if text else None


def _end(text: str | None) -> datetime | None:
    return local_moment(_day(text) + timedelta(days=1)) if text else None


def _day(text: str) -> date:
    try:
        return min(max(date.fromisoformat(text), date(1900, 1, 1)), date(2200, 1, 1))
    except ValueError:
        raise BadInput("日期应如 2026-03-05", "A date is written 2026-03-05") from None
