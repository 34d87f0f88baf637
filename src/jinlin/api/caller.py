"""Who calls: a person by token, a resident by tracking code, or anyone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from jinlin.kernel.cases.selectors import actor_by_tracking
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of
from jinlin.kernel.registry.selectors import actor_by_token, world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotSignedIn
from jinlin.lib.words import Words

BEARER = re.compile(r"Bearer +([A-Za-z0-9._~+/=-]{1,200})", re.IGNORECASE)
TRACKING_HEADER = "X-Tracking-Code"


@dataclass(frozen=True, slots=True)
class Caller:
    """The actor of a request, and the registry revision if the look-up brought it along."""

    actor: Actor
    revision: int | None = None
    token: str | None = None

    @property
    def world(self) -> World:
        """The registry as this request sees it."""
        return world(self.revision)


def who(request: HttpRequest) -> Caller:
    """What every operation is authenticated with. NotSignedIn for a token or code that does not hold."""
    if header := request.headers.get("Authorization"):
        return _by_token(header)
    if code := request.headers.get(TRACKING_HEADER):
        return _by_code(code, request)
    return Caller(ANYONE)


def caller(request: HttpRequest) -> Caller:
    """Who `who` found for this request."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined] # django-ninja puts it there


def _by_code(code: str, request: HttpRequest) -> Caller:
    attempts = Attempts.of_tracking_code(client_of(request))
    attempts.begin()
    found = Caller(actor_by_tracking(code))
    attempts.take_back()
    return found


def _by_token(header: str) -> Caller:
    found = BEARER.fullmatch(header.strip())
    if found is None:
        raise NotSignedIn(
            "Authorization 头应为 Bearer 加令牌",
            "The Authorization header must be Bearer and a token",
            help=Words(zh="用 POST /api/v1/tokens 取得令牌", en="Get a token with POST /api/v1/tokens"),
        )
    actor, revision = actor_by_token(found.group(1))
    return Caller(actor, revision, found.group(1))
