"""The grammar of `rules.yaml`: dated decision tables, each row with its legal basis."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from jinlin.kernel.rules import cel
from jinlin.lib.words import Frozen, Words


def _expression(text: str) -> str:
    """Refuse what CEL cannot read, while the file is being read."""
    try:
        cel.names(text)
    except cel.PackFault as fault:
        raise ValueError(fault.say.en) from fault
    return text


class Row(Frozen):
    """One row: when it applies, what follows, on which basis, and from which to which day (both count).

    `verified: false` marks what nobody has yet compared with the source; the mark goes into the finding.
    Who says `true` says in `read` on which day the text that `cite` names was read: `jinlin check` asks for
    it.
    """

    id: str
    when: str = "true"
    then: dict[str, Any]
    basis: Words
    cite: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    verified: bool
    read: date | None = None

    _read_when = field_validator("when")(_expression)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Row:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"row {self.id} ends on {self.to}, before it begins on {self.from_}")
        return self

    def in_force(self, on: date) -> bool:
        """Whether this was the rule on that day."""
        return (self.from_ is None or self.from_ <= on) and (self.to is None or on <= self.to)


class Match(Frozen):
    """How a column of a register meets a fact: `fact` is CEL. An empty cell matches everything.

    `equals`: the same text; `prefix`: the fact begins with the cell; `area`: the fact is the code of an
    area that lies within the cell's; `words`: the fact contains one of the cell's words, which `;` parts:
    the longest word decides, among equals the row that stands first.
    """

    fact: str
    how: Literal["equals", "prefix", "area", "words"] = "equals"

    _read_fact = field_validator("fact")(_expression)


class RowsFrom(Frozen):
    """Rows that stand in a register, so that a city replaces them by its own. The columns `from` and `to`,
    where the register has them, date its rows. `then` maps an outcome to a column; `units` are the outcomes
    that name an organisation, which must be there when the list is loaded."""

    register_: str = Field(alias="register")
    match: dict[str, Match] = Field(min_length=1)
    then: dict[str, str]
    units: tuple[str, ...] = ()
    basis: Words
    cite: str
    verified: bool = True  # the register is the city's own word; a pack says false where it guesses

    @model_validator(mode="after")
    def _gives_its_units(self) -> RowsFrom:
        if more := sorted(set(self.units) - set(self.then)):
            raise ValueError(f"units names {', '.join(more)}, which `then` does not give")
        return self

    @property
    def named(self) -> dict[str, Literal["organisation", "area"]]:
        """The columns whose cells name a unit or an area."""
        areas = {column for column, match in self.match.items() if match.how == "area"}
        units = {self.then[one] for one in self.units}
        return {**dict.fromkeys(areas, "area"), **dict.fromkeys(units, "organisation")}

    @property
    def columns(self) -> frozenset[str]:
        """The columns that the register must have. `code` is always there."""
        return frozenset({*self.match, *self.then.values()}) - {"code"}


class Table(Frozen):
    """A decision table under its key `pack/name`. `hit` says whether the first row that applies decides,
    or all of them do. `outcomes` are the names that every row must give."""

    key: str
    name: Words
    hit: Literal["first", "all"] = "first"
    outcomes: tuple[str, ...] = Field(min_length=1)
    rows: tuple[Row, ...] = ()
    rows_from: RowsFrom | None = None

    @model_validator(mode="after")
    def _has_rows(self) -> Table:
        if bool(self.rows) == bool(self.rows_from):
            raise ValueError("a table has either rows or rows_from")
        return self

    @model_validator(mode="after")
    def _names_rows_once(self) -> Table:
        ids = [row.id for row in self.rows]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"row id used twice: {', '.join(twice)}")
        return self

    @model_validator(mode="after")
    def _gives_its_outcomes(self) -> Table:
        given = {f"row {row.id}": set(row.then) for row in self.rows}
        if self.rows_from:
            given["rows_from"] = set(self.rows_from.then)
        for who, outcomes in given.items():
            if outcomes != set(self.outcomes):
                raise ValueError(
                    f"{who} gives {sorted(outcomes)}, the table promises {sorted(self.outcomes)}"
                )
        return self

    @property
    def register_key(self) -> str | None:
        """The register its rows stand in, as `pack/name`; a bare name is one of the table's own pack."""
        if not self.rows_from:
            return None
        name = self.rows_from.register_
        return name if "/" in name else f"{self.key.partition('/')[0]}/{name}"

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of all facts that the table looks at."""
        texts = [row.when for row in self.rows]
        if self.rows_from:
            texts += [match.fact for match in self.rows_from.match.values()]
        return frozenset().union(*map(cel.names, texts))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: what findings cite."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """The table as JSON with sorted keys; `from_canonical` reads it back."""
        body = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_canonical(cls, text: str) -> Table:
        """Read what `canonical` wrote."""
        return cls.model_validate_json(text)
