"""Published figures come out again: the population is recorded, the indicator computed over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db import connection

from jinlin.kernel.cases.histories import newest_case
from jinlin.kernel.cases.measuring import compute
from jinlin.packkit.grammar.pack import Figure
from jinlin.packkit.pack import Pack
from jinlin.packkit.populations import record
from jinlin.packkit.printed import Rounding, agrees, printed
from jinlin.packkit.stage import undone


class Outcome(StrEnum):
    """What became of a published figure. Only what was recomputed is shown."""

    RECOMPUTED = "recomputed"
    CANNOT = "cannot"
    NOT_YET = "not_yet"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Recomputed:
    """A figure as published and as it came out. Of one that was not computed, `n` and `d` are None."""

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
    def is_money(self) -> bool:
        """Whether `n` is in fen, as of what the source printed in yuan."""
        found = printed(self.figure.published)
        return found is not None and found.is_money

    @property
    def outcome(self) -> Outcome:
        """Whether it came out: as the pack says in `n` and `d`, and as the source printed it."""
        if self.figure.cannot is not None:
            return Outcome.CANNOT
        if self.n is None:
            return Outcome.NOT_YET
        same = (self.n, self.d or 0) == (self.figure.n, self.figure.d or 0)
        return Outcome.RECOMPUTED if same and is_as_printed(self.figure) else Outcome.DIFFERS


def is_as_printed(figure: Figure) -> bool:
    """Whether `n` of `d` is what the source printed, by the rounding that the pack names."""
    found = printed(figure.published)
    if found is None or figure.n is None:
        return False
    return agrees(found, figure.n, figure.d or 0, rounding_of(figure))


def rounding_of(figure: Figure) -> Rounding:
    """What the pack says; else shares are rounded and counts exact."""
    return figure.rounding or ("rounded" if figure.d else "exact")


def recompute(pack: Pack) -> list[Recomputed]:
    """Every figure of an installed pack, at the published volume. Nothing of it stays."""
    found = [_kept(pack, name, one) for name, one in pack.figures.items() if one.cannot or one.volume]
    wanted = [(name, one) for name, one in pack.figures.items() if not one.cannot and not one.volume]
    for population in sorted({str(one.population) for _, one in wanted}):
        over = [(name, one) for name, one in wanted if one.population == population]
        with undone():
            found.extend(_over(pack, population, over))
    return found


def _kept(pack: Pack, name: str, figure: Figure) -> Recomputed:
    """As the run at full volume left it, if that was of a pack that works as this one does."""
    kept = pack.volumes.figures.get(name) if pack.volumes and pack.volumes.digest == pack.workings else None
    return Recomputed(name, figure, kept, 0 if kept is not None else None)


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
