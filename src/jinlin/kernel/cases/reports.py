"""How each unit handles its cases: what `jinlin report` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinlin.kernel.cases.histories import History, Period, histories
from jinlin.kernel.cases.measuring import quantile
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class UnitLine:
    """One unit's line, or that of all units together with `unit` empty.

    `due` counts the cases that are closed or past their limit, `on_time` the closed ones that never
    passed a limit; `median` and `p90` are working days from opening to first closing.
    """

    unit: str
    name: str
    opened: int
    due: int
    closed: int
    on_time: int
    median_days: float | None
    p90_days: float | None
    yellow: int
    red: int


def by_unit(key: str, period: Period | None = None) -> list[UnitLine]:
    """The lines of all units that hold or held cases of `pack/type`, after the line of all."""
    world = current_world()
    found = list(histories(key, period=period))
    groups: dict[str, list[History]] = {}
    for history in found:
        groups.setdefault(history.holder or "", []).append(history)
    lines = [_line("", "合计 / All", found, world.calendar)]
    for unit, group in sorted(groups.items()):
        known = world.organisation(unit)
        lines.append(
            _line(unit or "-", known.name if known else "未交办 / Nobody yet", group, world.calendar)
        )
    return lines


def _line(unit: str, name: str, group: Sequence[History], calendar: WorkingCalendar) -> UnitLine:
    closed = [one for one in group if one.outcome is not None]
    days = [
        calendar.handling_days(one.opened_at, closing) for one in closed if (closing := one.first("closed"))
    ]
    return UnitLine(
        unit=unit,
        name=name,
        opened=len(group),
        due=sum(one.outcome is not None or _late(one) for one in group),
        closed=len(closed),
        on_time=sum(not _late(one) for one in closed),
        median_days=quantile(days, 50),
        p90_days=quantile(days, 90),
        yellow=sum(one.count("card.yellow") for one in group),
        red=sum(one.count("card.red") for one in group),
    )


def _late(history: History) -> bool:
    return any(kind.startswith("lapse.") and kind.endswith(".due") for kind in history.kinds)
