"""The grammar of `documents.yaml`: the papers that a pack issues, each with its Typst template."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from jinlin.lib.canonical import canonical, digest
from jinlin.lib.errors import BadInput
from jinlin.lib.spans import Span
from jinlin.lib.words import Frozen, Words

Privacy = Literal["public", "internal", "personal", "sensitive"]


class Valid(Frozen):
    """Until when a document counts, in CEL: `until` gives the first moment that does not count any more,
    `through` the last day that does.
    """

    until: str | None = None
    through: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.until is None) == (self.through is None):
            raise ValueError("give `until` (a moment) or `through` (a last day)")
        return self


class Kind(Frozen):
    """A kind of document: `documents/<name>.typ` says how it looks, this what stands in it.

    `number` is a pattern of `{year}` and `{seq}`, or `number_from` is the CEL that gives the number.
    `data` maps what the template reads to CEL over the case; where an instrument hands the data over
    instead, `example` shows all of it. `issuer` is the CEL that gives the issuing organisation, by default
    whoever holds the case. `valid` is a span, or a moment or day in CEL; without it
    the document does not expire.
    `readers` are roles. With `word`, those who may read it can take a copy that they edit. A document that
    is made `on_demand` is set and signed when it is first read, as befits thousands at once.
    The compiler gives `key`, `pack/name`; `template` and `library`, the Typst sources.
    """

    name: Words
    number: str | None = None
    number_from: str | None = None
    issuer: str | None = None
    data: dict[str, str] = {}
    example: dict[str, Any] = {}
    valid: str | Valid | None = None
    readers: tuple[str, ...] = Field(min_length=1)
    privacy: Privacy
    word: bool = False
    on_demand: bool = False
    key: str
    template: str
    library: str

    @field_validator("number")
    @classmethod
    def _is_a_pattern(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                first, second = (pattern.format(year=2018, seq=n) for n in (1, 2))
            except (ValueError, KeyError, IndexError) as error:
                raise ValueError("a number is made of {year} and {seq}, as PJ{year}-{seq:05}") from error
            if first == second:
                raise ValueError("two documents would have one number; put {seq} into it")
        return pattern

    @field_validator("valid")
    @classmethod
    def _is_a_span(cls, valid: str | Valid | None) -> str | Valid | None:
        if isinstance(valid, str):
            try:
                Span.parse(valid)
            except BadInput as problem:
                raise ValueError(problem.say.en) from problem
        return valid

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.number is None) == (self.number_from is None):
            raise ValueError("give `number` or `number_from`")
        if self.number_from is not None and self.example:
            raise ValueError("`number_from` looks at the case; what an instrument hands over has a `number`")
        if bool(self.data) == bool(self.example):
            raise ValueError("give `data`, or an `example` of what an instrument hands over")
        return self

    @property
    def pack(self) -> str:
        """The pack that brings it."""
        return self.key.partition("/")[0]

    @property
    def name_in_pack(self) -> str:
        """Its name in documents.yaml."""
        return self.key.partition("/")[2]

    def canonical(self) -> str:
        """Its one spelling, as it is stored."""
        return canonical(self.model_dump(mode="json"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all it says, template and library included: what was issued under it keeps it."""
        return digest(self.model_dump(mode="json"))
