"""How each unit handles its cases: what `jinlin report` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definition
from jinlin.kernel.cases.histories import History, Period, histories
from jinlin.kernel.cases.measuring import quantile
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class UnitLine:
    """One unit's line, or that of all units together with `unit` empty.

    Of the cases that came under a limit of the unit, `due` counts those that are closed or past it, `on_time`
    the closed ones that never passed it; `without_limit` are the closed ones that never had one. `median`
    and `p90` are working days from opening to first closing.
    """

    unit: str
    name: str
    opened: int
    due: int
    closed: int
    on_time: int
    without_limit: int
    median_days: float | None
    p90_days: float | None
    yellow: int
    red: int


def by_unit(key: str, period: Period | None = None) -> list[UnitLine]:
    """The lines of all units that hold or held cases of `pack/type`, after the line of all."""
    world = current_world()
    found = list(histories(key, period=period))
    limits = _limits(current_definition(key, world.revision))
    groups: dict[str, list[History]] = {}
    for history in found:
        groups.setdefault(history.holder or "", []).append(history)
    lines = [_line("", "合计 / All", found, limits, world.calendar)]
    for unit, group in sorted(groups.items()):
        known = world.organisation(unit)
        name = known.name if known else "未派单 / Nobody yet"
        lines.append(_line(unit or "-", name, group, limits, world.calendar))
    return lines


class _Limits(NamedTuple):
    """The kinds of event by which a case comes under a limit of the unit, and those by which it passes it."""

    begun: frozenset[str]
    passed: frozenset[str]

    def bound(self, history: History) -> bool:
        """Whether the case ever was under a limit."""
        return not self.begun.isdisjoint(history.kinds) or not self.passed.isdisjoint(history.kinds)


def _limits(definition: Definition) -> _Limits:
    """The limits that count against a unit: those of the states in which being late brings a card."""
    states = {
        name
        for name, state in definition.states.items()
        if any(one.name == "card" for does in (state.on_lapse, *state.then_after.values()) for one in does)
    }
    leads = {f"act.{name}" for name, action in definition.actions.items() if action.to in states}
    opened = {"opened"} if definition.starts_in in states else set()
    return _Limits(frozenset(leads | opened), frozenset(f"lapse.{name}.due" for name in states))


def _line(
    unit: str, name: str, group: Sequence[History], limits: _Limits, calendar: WorkingCalendar
) -> UnitLine:
    closed = [one for one in group if one.outcome is not None]
    bound = {one.id for one in group if limits.bound(one)}
    late = {one.id for one in group if not limits.passed.isdisjoint(one.kinds)}
    ends = [(one.opened_at, one.first("closed")) for one in closed]
    days = [calendar.handling_days(start, end) for start, end in ends if end]
    return UnitLine(
        unit=unit,
        name=name,
        opened=len(group),
        due=sum(one.id in bound and (one.outcome is not None or one.id in late) for one in group),
        closed=len(closed),
        on_time=sum(one.id in bound - late for one in closed),
        without_limit=sum(one.id not in bound for one in closed),
        median_days=quantile(days, 50),
        p90_days=quantile(days, 90),
        yellow=sum(one.count("card.yellow") for one in group),
        red=sum(one.count("card.red") for one in group),
    )
