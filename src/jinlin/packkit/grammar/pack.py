"""The grammar of `pack.yaml`: where the mechanism comes from, who acts in it, what was published of it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from jinlin.kernel.cases.definition import Role
from jinlin.lib.words import Frozen, Words
from jinlin.packkit.printed import Rounding


def _as_range(text: str) -> str:
    try:
        SpecifierSet(text)
    except InvalidSpecifier as error:
        raise ValueError("a range of versions is written as `>=0.2,<1`") from error
    return text


Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
Range = Annotated[str, StringConstraints(min_length=1), AfterValidator(_as_range)]


class Origin(Frozen):
    """The award list, its item and the source's own words."""

    document: str
    item: str
    quote: Words


Volume = Literal["people_paid", "money_paid"]
"""What payouts measure of a distribution that was paid to the last answer of the bank."""


class Figure(Frozen):
    """A published figure as printed in `published`, and how it comes out again: `indicator` computed over
    `population` gives `n` of `d` (money in fen). `rounding` says how the source came to what it printed. What
    an instrument keeps outside of cases is measured by it at full `volume`, by `make proofs`. Or `cannot`
    says why it cannot be reproduced.
    """

    name: Words
    published: str
    source: str
    n: int | None = None
    d: int | None = None
    indicator: str | None = None
    population: str | None = None
    volume: Volume | None = None
    rounding: Rounding | None = None
    cannot: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        whole = [self.n is not None, self.indicator is not None, self.population is not None]
        by_volume = self.volume is not None and whole == [True, False, False]
        if self.cannot is None and not (all(whole) and self.volume is None) and not by_volume:
            raise ValueError(
                "give `n`, `indicator` and `population`, or `n` and `volume`, "
                "or say in `cannot` why it cannot be"
            )
        if self.cannot is not None and any([*whole, self.volume, self.rounding]):
            raise ValueError(
                "a figure that `cannot` be reproduced has no `n`, `indicator`, `population`, `volume` "
                "or `rounding`"
            )
        return self


class Requires(Frozen):
    """What must be there for the pack: releases of Jinlin, and packs by name, each as a range of versions
    (PEP 440's specifiers, as `>=0.2,<1`)."""

    jinlin: Range
    packs: dict[str, Range] = {}


class Manifest(Frozen):
    """`pack.yaml`, but for what instruments read of it. `version` moves with every change that a city should
    hear of (Semantic Versioning); `maintainers` is whom to ask. `uses` names the instruments; `safeguards`
    are the lines this pack holds; of a `warning` whoever has to do with it is told first, as of fraud.
    """

    name: Words
    code: str
    version: Version
    requires: Requires
    maintainers: tuple[str, ...] = Field(min_length=1)
    origin: Origin
    essence: Words
    roles: dict[str, Role]
    uses: tuple[str, ...] = ()
    figures: dict[str, Figure] = {}
    safeguards: tuple[Words, ...] = ()
    warning: Words | None = None
    left_out: Words | None = None
