"""Indicators: computed from recorded events, each share with both its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import Literal

from jinlin.kernel.cases.histories import History, Period, histories
from jinlin.kernel.cases.indicators import Duration, Indicator, Percent, Predicate, Total
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.spans import HOUR, Unit
from jinlin.lib.working_calendar import WorkingCalendar

Per = Literal["holder", "area"] | None
Length = Callable[[datetime, datetime], float]
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


@dataclass
class _Sum:
    """What was counted so far of one line. `spans` are those of a duration, in its unit."""

    n: int = 0
    d: int = 0
    spans: list[float] = field(default_factory=list)


def compute(
    pack: str, indicator: Indicator, *, period: Period | None = None, per: Per = None, after: int = 0
) -> list[Measure]:
    """Measure the recorded cases of one pack, or those with an id above `after`: the line of all, then one
    for each unit or area. Of any number of cases, no more is kept than their sums and spans."""
    add = _adding(indicator)
    sums = {"": _Sum()}
    for history in histories(f"{pack}/{indicator.of}", period=period, after=after):
        add(sums[""], history)
        if per:
            add(sums.setdefault(str(getattr(history, per) or "-"), _Sum()), history)
    return [_measure(key, one, indicator) for key, one in sorted(sums.items())]


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


def _adding(indicator: Indicator) -> Callable[[_Sum, History], None]:
    """How a case adds to a line of this indicator."""
    if indicator.percent:
        return partial(_add_share, indicator.percent)
    if indicator.duration:
        length = _length(indicator.duration.in_, current_world().calendar)
        return partial(_add_span, indicator.duration, length)
    if indicator.total:
        return partial(_add_total, indicator.total)
    return partial(_add_count, indicator.count or Predicate())


def _add_share(percent: Percent, line: _Sum, history: History) -> None:
    if meets(percent.d, history):
        line.d += 1
        line.n += meets(percent.n, history)


def _add_span(duration: Duration, length: Length, line: _Sum, history: History) -> None:
    start = history.first(duration.from_)
    end = history.first(duration.to, start) if start else None
    if start and end:
        line.spans.append(length(start, end))


def _add_total(total: Total, line: _Sum, history: History) -> None:
    if meets(total.of, history):
        line.n += history.facts.get(total.field) or 0


def _add_count(predicate: Predicate, line: _Sum, history: History) -> None:
    line.n += meets(predicate, history)


def _measure(key: str, line: _Sum, indicator: Indicator) -> Measure:
    if indicator.duration:
        spans = line.spans
        return Measure(key, len(spans), median=quantile(spans, 50), p90=quantile(spans, 90))
    return Measure(key, line.n, line.d if indicator.percent else None)


def _length(unit: str, calendar: WorkingCalendar) -> Length:
    if unit in SECONDS:
        return lambda start, end: (end - start).total_seconds() / SECONDS[unit]
    if unit == "working days":
        return calendar.handling_days
    return lambda start, end: calendar.left(start, end, Unit.WORKING_HOURS).microseconds / HOUR


def quantile(values: Sequence[float], percent: int) -> float | None:
    """The nearest-rank quantile: a value that occurred. None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None
