"""The parts of a case that somebody may see or not, and how they are seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jinlin.kernel.cases.policies.decisions import Standing

GUARDED = frozenset({"personal", "sensitive"})
"""Kinds of privacy that staff look behind for a purpose only, which is journaled."""


class How(StrEnum):
    """How a part is seen: as it is; masked, and whole for a purpose; not at all, and whole for a purpose; or
    not, for whatever purpose."""

    SHOWN = "shown"
    MASKED = "masked"
    SEALED = "sealed"
    HIDDEN = "hidden"


class Audience(StrEnum):
    """Whom a file is for: both sides, those who deal with the case, or the role alone that put it in."""

    EVERYBODY = "everybody"
    STAFF = "staff"
    ROLE = "role"


@dataclass(frozen=True)
class Field:
    """A field, by its name."""

    name: str


@dataclass(frozen=True)
class File:
    """A file: its privacy, the role in which somebody put it in, and whom it is for."""

    privacy: str
    added_as: str
    audience: Audience


@dataclass(frozen=True)
class Paper:
    """A document (文书) that was issued: its privacy, and the roles that its pack lets read it."""

    privacy: str
    readers: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A message: `opener`, `holder`, or the role to which it is written."""

    to: str


@dataclass(frozen=True)
class Event:
    """A step of the history, as the journal keeps it: what it was, who did it, and its facts."""

    kind: str
    actor: str
    facts: Mapping[str, Any]


Part = Field | File | Paper | Said | Event
PartOf = Callable[[Event, Standing], Part]

_PARTS: dict[str, PartOf] = {}


def name_parts(parts: Mapping[str, PartOf]) -> None:
    """Say of which part the events of these kinds tell: who may not see the part does not see the event."""
    _PARTS.update(parts)


def part_of(event: Event, standing: Standing) -> Part | None:
    """The part that an event tells of; None if it tells of the case itself."""
    found = _PARTS.get(event.kind)
    return found(event, standing) if found else None


def _file_of(event: Event, standing: Standing) -> File:
    facts = event.facts
    audience = facts.get("audience") or _audience_of_old(event, standing)
    return File(str(facts["privacy"]), str(facts.get("added_as", "")), Audience(audience))


def _audience_of_old(event: Event, standing: Standing) -> Audience:
    """Of a file from before files were for somebody: for both sides if whoever opened the case sent it."""
    case = standing.case
    is_own = event.actor in (case.opener, f"case/{case.id}", "anyone")
    return Audience.EVERYBODY if is_own else Audience.STAFF


name_parts({"attached": _file_of})
