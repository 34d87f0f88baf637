"""A claimant's own share, as the API gives it. Money in fen."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from jinlin.api.v1.schemas.cases import OpenActionGiven
from jinlin.api.v1.schemas.common import Given, LocalTime, Sent
from jinlin.lib.words import Words

OBJECTING: JsonDict = {"answers": {"ground": "own_amount", "objected": "还有一笔五万元没有计入。"}}


class Doing(Sent):
    """What an action asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBJECTING]})

    answers: dict[str, JsonValue] = Field({}, description="The fields that the action asks for, by name.")


class Done(Given):
    """The action was taken."""

    number: str = Field(description="The number of the distribution.")
    action: str


class RatioGiven(Given):
    """The ratio to which everybody of a tier was brought, exactly: `paid` to `owed`."""

    paid: int
    owed: int
    percent: str


class ShareGiven(Given):
    """A share of one round: loss x ratio, less what was had before."""

    plan: int
    round: int
    approved: bool
    loss: int
    had: int
    share: int
    ratio: RatioGiven
    place: Words = Field(description="Where the money is, and what happens next.")
    slip_no: str | None = Field(description="The number of the bank's deposit slip, if one was issued.")
    has_line: bool = Field(description="Whether the plan has a line of one's own that can be proved.")


class ToldGiven(Given):
    """What its claimant was told about an objection, and when."""

    text: Words
    at: LocalTime


class ObjectionGiven(Given):
    """An objection to one's own share."""

    number: str
    opened_at: LocalTime
    state: Words
    say: Words
    due_at: LocalTime | None
    closed: bool
    told: list[ToldGiven]


class OwnClaimGiven(Given):
    """One's own claim, and nobody else's."""

    number: str
    subject: str
    enforcement_no: str
    unit: str
    state: Words
    say: Words
    due_at: LocalTime | None
    claim: int
    name: str = Field(description="Masked.")
    paid_in: int
    returned: int
    loss: int
    standing: Words
    way: Literal["transfer", "slip"]
    account_end: str | None = Field(description="The last four digits of the account.")
    shares: list[ShareGiven]
    objections: list[ObjectionGiven]
    actions: list[OpenActionGiven] = Field(description="What claimants may do now.")
