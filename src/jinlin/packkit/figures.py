"""Published figures come out again: the population is recorded, the indicator computed over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from jinlin.kernel.cases.histories import newest_case
from jinlin.kernel.cases.measuring import compute
from jinlin.packkit.grammar.pack import Figure
from jinlin.packkit.pack import Pack
from jinlin.packkit.populations import record
from jinlin.packkit.stage import undone


@dataclass(frozen=True)
class Recomputed:
    """A figure as published and as it came out. Of one that cannot be reproduced, `n` and `d` are None."""

    name: str
    figure: Figure
    n: int | None
    d: int | None

    @property
    def percent(self) -> Decimal | None:
        """The share in percent to two places; None for a figure that is no share."""
        if self.n is None or not self.d:
            return None
        return (Decimal(self.n * 100) / self.d).quantize(Decimal("0.01"))

    @property
    def holds(self) -> bool:
        """Whether it came out as published, or the pack says why it cannot."""
        if self.figure.cannot is not None:
            return True
        return self.n == self.figure.n and self.figure.d in (None, self.d)


def recompute(pack: Pack) -> list[Recomputed]:
    """Every figure of an installed pack, at the published volume. Nothing of it stays."""
    found = [Recomputed(name, one, None, None) for name, one in pack.figures.items() if one.cannot]
    wanted = [(name, one) for name, one in pack.figures.items() if not one.cannot]
    for population in sorted({str(one.population) for _, one in wanted}):
        over = [(name, one) for name, one in wanted if one.population == population]
        with undone():
            found.extend(_over(pack, population, over))
    return found


def _over(pack: Pack, population: str, figures: list[tuple[str, Figure]]) -> Iterator[Recomputed]:
    """The figures over one population: its cases and no others, however many the city has."""
    before = newest_case()
    record(pack, population)
    # The planner may have seen the tables empty, after something that was undone: then it would read all
    # cases anew for each event.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE case_case, journal_event")
    for name, figure in figures:
        whole = compute(pack.name, pack.indicators[str(figure.indicator)], after=before)[0]
        yield Recomputed(name, figure, whole.n, whole.d or 0)
