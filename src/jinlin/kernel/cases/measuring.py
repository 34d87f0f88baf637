"""Indicators: computed from recorded events, each share with both its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from jinlin.kernel.cases.histories import History, Period, histories
from jinlin.kernel.cases.indicators import Duration, Indicator, Predicate
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.spans import HOUR, Unit
from jinlin.lib.working_calendar import WorkingCalendar

Per = Literal["holder", "area"] | None
COLUMNS = frozenset({"holder", "area", "category", "channel"})
SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}


@dataclass(frozen=True)
class Measure:
    """One line of a result. `key` is the unit or area, empty for all; of a share `n` and `d`, of a count or
    total `n` alone, of a duration `n` cases with `median` and `p90` in the indicator's unit."""

    key: str
    n: int
    d: int | None = None
    median: float | None = None
    p90: float | None = None

    @property
    def percent(self) -> Fraction | None:
        """The share in percent, exactly; None if there is nothing to divide by."""
        return Fraction(self.n * 100, self.d) if self.d else None


def compute(
    pack: str, indicator: Indicator, *, period: Period | None = None, per: Per = None
) -> list[Measure]:
    """Measure the recorded cases of one pack: the line of all, then one for each unit or area."""
    found = list(histories(f"{pack}/{indicator.of}", period=period))
    groups: dict[str, list[History]] = {"": found}
    for history in found if per else ():
        groups.setdefault(str(getattr(history, str(per)) or "-"), []).append(history)
    return [_measure(key, group, indicator) for key, group in sorted(groups.items())]


def cases_behind(pack: str, indicator: Indicator, *, period: Period | None = None) -> list[str]:
    """The numbers of the cases that a figure counts: those of its numerator."""
    predicate = indicator.count or (indicator.percent and indicator.percent.n) or Predicate()
    return [one.number for one in histories(f"{pack}/{indicator.of}", period=period) if meets(predicate, one)]


def meets(predicate: Predicate, history: History) -> bool:
    """Whether a case is one of those that the predicate counts."""
    return (
        all(history.had(kind) for kind in predicate.had)
        and (not predicate.had_any or any(history.had(kind) for kind in predicate.had_any))
        and not any(history.had(kind) for kind in predicate.hadnt)
        and predicate.outcome in (None, history.outcome)
        and all(_field(history, name) == value for name, value in predicate.where.items())
    )


def _field(history: History, name: str) -> object:
    """A column of the case (COLUMNS), or one of its fields."""
    return getattr(history, name) if name in COLUMNS else history.facts.get(name)


def _measure(key: str, group: Sequence[History], indicator: Indicator) -> Measure:
    if indicator.percent:
        n, d = indicator.percent.n, indicator.percent.d
        counted = [one for one in group if meets(d, one)]
        return Measure(key, sum(meets(n, one) for one in counted), len(counted))
    if indicator.duration:
        return _duration(key, group, indicator.duration)
    if indicator.total:
        field = indicator.total.field
        return Measure(key, sum(one.facts.get(field) or 0 for one in group if meets(indicator.total.of, one)))
    return Measure(key, sum(meets(indicator.count or Predicate(), one) for one in group))


def _duration(key: str, group: Iterable[History], duration: Duration) -> Measure:
    length = _length(duration.in_, current_world().calendar)
    spans = []
    for history in group:
        start = history.first(duration.from_)
        end = history.first(duration.to, start) if start else None
        if start and end:
            spans.append(length(start, end))
    return Measure(key, len(spans), median=quantile(spans, 50), p90=quantile(spans, 90))


def _length(unit: str, calendar: WorkingCalendar) -> Callable[[datetime, datetime], float]:
    if unit in SECONDS:
        return lambda start, end: (end - start).total_seconds() / SECONDS[unit]
    if unit == "working days":
        return calendar.handling_days
    return lambda start, end: calendar.left(start, end, Unit.WORKING_HOURS).microseconds / HOUR


def quantile(values: Sequence[float], percent: int) -> float | None:
    """The nearest-rank quantile: a value that occurred. None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None
