"""The grammar of `indicators.yaml`: measures that are computed from the journal, never from counters."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from jinlin.lib.words import Frozen, Words


class Predicate(Frozen):
    """Which cases count. `had`: all these kinds of event occurred (a trailing `*` is a prefix); `had_any`: at
    least one of these did; `hadnt`: none of these did; `where` compares public and internal fields.
    """

    had: tuple[str, ...] = ()
    had_any: tuple[str, ...] = ()
    hadnt: tuple[str, ...] = ()
    outcome: str | None = None
    where: dict[str, Any] = {}


class Percent(Frozen):
    """A share: both numbers are always shown."""

    n: Predicate
    d: Predicate


class Duration(Frozen):
    """From the first event of one kind to the first of another after it: median and p90."""

    from_: str = Field(alias="from")
    to: str
    in_: Literal["minutes", "hours", "working hours", "days", "working days"] = Field(alias="in")


class Total(Frozen):
    """The sum of a money field, in fen, or of an integer field."""

    field: str
    of: Predicate = Predicate()


class Indicator(Frozen):
    """One measure of one case type: exactly one of count, percent, duration and total."""

    name: Words
    of: str
    count: Predicate | None = None
    percent: Percent | None = None
    duration: Duration | None = None
    total: Total | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _measures_one_thing(self) -> Self:
        measures = [self.count, self.percent, self.duration, self.total]
        if sum(one is not None for one in measures) != 1:
            raise ValueError("an indicator is one of `count`, `percent`, `duration` and `total`")
        return self


class IndicatorsFile(Frozen):
    """`indicators.yaml`."""

    indicators: dict[str, Indicator]
