"""Signing in."""

from __future__ import annotations

from pydantic import Field

from jinlin.api.v1.schemas.common import Given, Sent


class SignIn(Sent):
    """A username and its password, and the code of the account's second factor if it has one."""

    username: str = Field(min_length=1, max_length=150)
    password: str = Field(min_length=1, max_length=200, json_schema_extra={"format": "password"})
    code: str | None = Field(
        None,
        min_length=1,
        max_length=20,
        description="Of the authenticator app, or a recovery code: for an account with a second factor.",
        json_schema_extra={"format": "password"},
    )
    label: str = Field("API", min_length=1, max_length=80, description="What the token is for.")


class PostGiven(Given):
    """岗位: an office held today."""

    role: str
    organisation: str
    area: str


class TokenGiven(Given):
    """A token; it is shown only here."""

    token: str
    label: str
    name: str
    posts: list[PostGiven]


class CalendarAddress(Given):
    """The secret address of a calendar; it is shown only here."""

    address: str
