"""Cases, and what belongs to them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from jinlin.api.v1.schemas.common import Code, Given, LocalTime, Moment, Sent
from jinlin.api.v1.schemas.forms import AskGiven
from jinlin.lib.words import Words

OPENING: JsonDict = {
    "type": "joint_command_centre/report",
    "answers": {
        "title": "幸福路路面塌陷",
        "details": "小学门口，直径约一米",
        "area": "990101001002",
        "reporter": {"name": "示例居民", "phone": "15400000001"},
    },
}
TAKING: JsonDict = {"answers": {"category": "0301"}, "revision": 1}


DOUBT: Any = Field(description="The place lies in another area than the one that was chosen or written: ask.")


class Opening(Sent):
    """A case to be opened."""

    model_config = ConfigDict(json_schema_extra={"examples": [OPENING]})

    type: str = Field(
        pattern=r"^[a-z0-9_]{1,40}/[a-z0-9_]{1,40}$",
        description="`pack/type`, see `GET /types`.",
    )
    channel: str = Field(
        "web", pattern=r"^[a-z0-9_]{1,20}$", description="How it came in: web, app, wechat, phone."
    )
    answers: dict[str, JsonValue] = Field(description="The fields that the type asks for, by name.")


class Taking(Sent):
    """What an action asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [TAKING]})

    answers: dict[str, JsonValue] = Field({}, description="The fields that the action asks for, by name.")
    revision: int | None = Field(
        None,
        ge=1,
        le=2**31 - 1,
        description="The revision you saw; if it is no longer the latest, 409 says why.",
    )


class StateNow(Given):
    """Where the case is."""

    code: str
    name: Words
    say: Words = Field(description="What happens now, and what the resident can do.")


class CaseKnown(Given):
    """What somebody is told who may act on a case and not read it."""

    number: str
    state: StateNow


class CaseHead(CaseKnown):
    """A case without its fields."""

    type: str = Field(description="`pack/type`.")
    name: Words = Field(description="The name of the type.")
    title: str
    area: str | None
    category: str | None
    holder: str | None = Field(description="The organisation that has to deal with it now.")
    channel: str
    opened_at: LocalTime
    due_at: LocalTime | None
    provisional: int | None = Field(
        description="The year for want of whose holiday table `due_at` may still move; until then the "
        "passing of it brings nothing."
    )
    closed_at: LocalTime | None
    card: Literal["none", "yellow", "red"]
    outcome: str | None
    revision: int = Field(description="The number of its events; send it back with an action.")


class OpenedKnown(CaseKnown):
    """A case just opened by somebody who may not read it."""

    tracking_code: str
    doubt: Words | None = DOUBT


class CaseOpened(CaseHead):
    """A case just opened."""

    tracking_code: str = Field(
        description="Shown only now: with it (header X-Tracking-Code) the resident can read the case "
        "later and act on it."
    )
    doubt: Words | None = DOUBT


class CardsGiven(Given):
    """亮牌: how many cards stand against the unit that holds the case."""

    yellow: int
    red: int


class FieldGiven(Given):
    """A field as this caller may see it: `masked` and `sealed` ones can be shown for a purpose, `hidden` ones
    not. Of a sealed field nothing is seen before."""

    how: Literal["shown", "masked", "sealed", "hidden"]
    value: JsonValue


class CaseGiven(CaseHead):
    """A case as this caller may see it. Personal and sensitive fields are masked; reveal shows one."""

    cards: CardsGiven
    fields: dict[str, FieldGiven]


class CasePage(Given):
    """One page of cases, newest first."""

    items: list[CaseHead]
    next: str | None = Field(description="Send it as `after` for the next page; null on the last.")


class Children(Given):
    """The children of a case."""

    items: list[CaseHead]


class CaseFilters(Sent):
    """Which cases. Several filters narrow each other."""

    type: Code | None = Field(None, description="`pack/type`.")
    state: Code | None = None
    area: Code | None = Field(None, description="The area with everything below it.")
    holder: Code | None = Field(None, description="The organisation that holds it.")
    category: Code | None = Field(None, description="The category's code.")
    card: Literal["none", "yellow", "red"] | None = None
    channel: Code | None = None
    open: Literal["true", "false"] | None = Field(None, description="`true`: not closed; `false`: closed.")
    opened_from: Moment | None = None
    opened_to: Moment | None = Field(None, description="Before this time.")
    due_before: Moment | None = None
    parent: Code | None = Field(None, description="The number of the case they are children of.")


class OpenActionGiven(Given):
    """An action of the case's present state, and whether this caller may take it now."""

    action: str
    name: Words
    allowed: bool
    reason: Words | None = Field(description="Why not, if not.")
    asks: dict[str, AskGiven]


class OpenActions(Given):
    """The actions of the case's present state."""

    revision: int
    items: list[OpenActionGiven]
