"""The grammar of `pack.yaml`: where the mechanism comes from, who acts in it, what was published of it."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from jinlin.instruments.ledger.plans import AccountPlan, PartName
from jinlin.kernel.cases.definition import Role
from jinlin.lib.words import Frozen, Words


class Origin(Frozen):
    """The award list, its item and the source's own words."""

    document: str
    item: str
    quote: Words


class Figure(Frozen):
    """A published figure as printed in `published`, and how it comes out again: `indicator` computed over
    `population` gives `n` of `d`. Or `cannot` says why it cannot be reproduced.
    """

    name: Words
    published: str
    source: str
    n: int | None = None
    d: int | None = None
    indicator: str | None = None
    population: str | None = None
    cannot: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        given = [self.n is not None, self.indicator is not None, self.population is not None]
        if self.cannot is None and not all(given):
            raise ValueError("give `n`, `indicator` and `population`, or say in `cannot` why it cannot be")
        if self.cannot is not None and any(given):
            raise ValueError("a figure that `cannot` be reproduced has no `n`, `indicator` or `population`")
        return self


class Manifest(Frozen):
    """`pack.yaml`. `uses` names the instruments; `safeguards` are the lines this pack holds; of a `warning`
    whoever has to do with it is told first, as of fraud.
    """

    name: Words
    code: str
    origin: Origin
    essence: Words
    roles: dict[str, Role]
    uses: tuple[str, ...] = ()
    accounts: dict[PartName, AccountPlan] = {}
    figures: dict[str, Figure] = {}
    safeguards: tuple[Words, ...] = ()
    warning: Words | None = None
    left_out: Words | None = None
