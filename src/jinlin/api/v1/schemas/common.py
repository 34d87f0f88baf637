"""What all operations share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from jinlin.lib import clock
from jinlin.lib.words import Words

FIRST_YEAR, LAST_YEAR = 1900, 2200


class Sent(BaseModel):
    """Something a caller sends: no unknown field, and no value taken for another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """Something a caller is given."""

    model_config = ConfigDict(extra="forbid")


class ProblemDocument(BaseModel):
    """Problem details (RFC 9457). Members beyond these depend on `code`."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(description="`urn:jinlin:problem:` and the code.")
    title: str = Field(description="The code in words.")
    status: int
    detail: str = Field(description="The sentence in both languages.")
    code: str = Field(description="What programs should look at, as `not-possible-now`.")
    say: Words = Field(description="What is wrong, to the person who can act.")
    help: Words | None = Field(None, description="What would help.")
    fields: dict[str, Words] | None = Field(
        None, description="With `bad-input`: every field that does not fit, each with its sentence."
    )
    since: list[dict[str, Any]] | None = Field(
        None, description="With `changed-meanwhile`: the events after the `revision` that was sent."
    )


def _read_moment(value: object) -> datetime:
    """A time of a query: ISO 8601; a day alone, or a time without an offset, is the local one."""
    try:
        text = str(value)
        at = datetime.fromisoformat(text) if len(text) > len("2018-03-05") else _midnight(text)
    except ValueError:
        raise _no_moment() from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise _no_moment()
    return at if at.tzinfo else at.replace(tzinfo=clock.LOCAL)


def _midnight(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), clock.LOCAL)


def _no_moment() -> PydanticCustomError:
    return PydanticCustomError("moment", "must be a time of the years 1900 to 2200")


Moment = Annotated[
    datetime,
    BeforeValidator(_read_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
LocalTime = Annotated[
    str,
    Field(
        description="ISO 8601 with the offset of the local reader, as `2018-03-05T09:10:00+08:00`.",
        json_schema_extra={"format": "date-time"},
    ),
]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
