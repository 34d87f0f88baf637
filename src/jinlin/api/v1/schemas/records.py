"""What belongs to a case: its history, its files, and what is shown for a purpose."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from jinlin.api.v1.schemas.common import Given, LocalTime, Sent
from jinlin.lib.words import Words


class EventGiven(Given):
    """One thing that happened to a case."""

    seq: int
    kind: str = Field(description="opened, act.<action>, lapse.<state>.<mark>, card.yellow, closed, ...")
    name: Words = Field(description="What happened, in plain words.")
    at: LocalTime
    by: str = Field(description="Who: for staff the person, for the resident the unit.")
    facts: dict[str, JsonValue]


class Timeline(Given):
    """What happened to a case, oldest first."""

    items: list[EventGiven]
    next: str | None


class AttachmentGiven(Given):
    """A file of a case."""

    n: int
    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    digest: str = Field(description="SHA-256 of the file.")
    privacy: Literal["public", "internal", "personal", "sensitive"]
    how: Literal["shown", "sealed"] = Field(description="`sealed`: it is opened for a purpose only.")
    audience: Literal["everybody", "staff", "role"] = Field(description="Whom it is for.")
    added_as: str = Field(description="The role in which it was added; empty for files of before 2026-11-28.")


class Attachments(Given):
    """The files of a case."""

    items: list[AttachmentGiven]


class Revealing(Sent):
    """A masked field to be shown, and what for. The purpose goes into the journal."""

    field: str = Field(min_length=1, max_length=60, examples=["reporter"])
    purpose: str = Field(min_length=4, max_length=200, examples=["回访核实办理结果"])


class Revealed(Given):
    """The plain value."""

    field: str
    value: JsonValue


class Finding(Sent):
    """A personal value to look for, and what for. The search goes into the journal, the value does not."""

    part: Literal["phone", "id_no"] = Field(description="What kind of value it is.")
    value: str = Field(min_length=3, max_length=80)
    purpose: str = Field(min_length=4, max_length=200, examples=["居民来电查询其诉求"])


class Found(Given):
    """The cases that hold the value."""

    numbers: list[str]
