"""Types of case, as a program needs them to draw a form."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from jinlin.api.v1.schemas.common import Given
from jinlin.lib.words import Words


class ChoiceGiven(Given):
    """One value of a choice."""

    value: str
    name: Words


class AskGiven(Given):
    """One field of a form. `max` is characters for texts, the value for numbers and fen, rows for `rows`."""

    type: str = Field(
        description="text, long_text, integer, money (fen), date, moment, yes_no, choice, code, ..."
    )
    name: Words
    help: Words | None
    required: bool
    privacy: Literal["public", "internal", "personal", "sensitive"]
    max: int | None
    min: int | None
    pattern: str | None
    options: list[ChoiceGiven]
    register_: str | None = Field(
        alias="register", description="For `code`: the register, as `GET /categories`."
    )
    of: dict[str, AskGiven] = Field(description="For `rows`: the fields of a row.")
    parts: list[str] = Field(
        description="For `person`: the parts that are taken. Unless required, a telephone alone will do."
    )
    form: Literal["code", "end"] | None = Field(
        description="`code`: a code that stands on a paper; `end`: the moment at which something ends."
    )
    asked_of: list[str] = Field(description="The roles whose forms ask it at opening; empty for all.")


class StateGiven(Given):
    """Where a case can be, in plain words."""

    name: Words
    say: Words
    final: bool
    outcome: str | None


class ActionGiven(Given):
    """A way in which a case changes. An empty `to` means that the state stays."""

    name: Words
    from_: list[str] = Field(alias="from", description="The states in which it starts.")
    to: str | None
    by: list[str] = Field(description="The roles that may take it.")
    asks: dict[str, AskGiven]


class TypeGiven(Given):
    """A type of case that can be opened here."""

    key: str = Field(description="`pack/type`, as `POST /cases` takes it.")
    pack: str
    type: str
    name: Words
    channels: list[str]
    opened_by: list[str]


class FormGiven(TypeGiven):
    """A type with everything that a form, a list or a board needs."""

    digest: str = Field(description="The name of this version of the definition.")
    asks: dict[str, AskGiven]
    states: dict[str, StateGiven]
    actions: dict[str, ActionGiven]
    roles: dict[str, Words]


class TypesGiven(Given):
    """All types."""

    items: list[TypeGiven]


class RegisterPage(Given):
    """Rows of a register: `code`, and the columns that the register has, all text."""

    register_: str = Field(alias="register")
    columns: list[str]
    items: list[dict[str, Any]]
    next: str | None


class AreaGiven(Given):
    """An administrative division (行政区划)."""

    code: str
    name: str
    level: str
    parent: str


class OrganisationGiven(Given):
    """A unit that can be named in a form and hold cases."""

    code: str
    name: str
    name_en: str
    kind: str
    area: str
    parent: str


class OrganisationPage(Given):
    """Units, by code."""

    items: list[OrganisationGiven]
    next: str | None


class AreaPage(Given):
    """Areas directly below one area."""

    items: list[AreaGiven]
    next: str | None
