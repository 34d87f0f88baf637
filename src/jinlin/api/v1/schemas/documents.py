"""Documents, as the API gives them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jinlin.api.v1.schemas.common import Given, LocalTime
from jinlin.lib.words import Words


class Verified(Given):
    """What anybody with the code may know of a document."""

    number: str
    name: Words = Field(description="What kind of document it is.")
    issuer: str
    issued_at: LocalTime
    valid_to: LocalTime | None = Field(description="The first moment that does not count any more.")
    status: Literal["in_force", "expired", "superseded", "withdrawn"]
    say: Words
    ended_at: LocalTime | None
    superseded_by: str | None = Field(description="The number of the document in its place.")
    digest: str = Field(description="What the journal keeps of its content.")
    file: str | None = Field(description="SHA-256 of the signed PDF; null until it was made.")
    signed_by: str | None = Field(description="The name in the certificate.")


class DocumentGiven(Verified):
    """A document of a case."""

    n: int
    kind: str = Field(description="`pack/name`.")
    code: str = Field(description="Opens the page that verifies it.")
    word: bool = Field(description="Whether there is a copy for editing.")


class Documents(Given):
    """The documents of a case."""

    items: list[DocumentGiven]
    next: str | None
