"""Reading from a replica: what may be some seconds old is asked there, if there is one and it keeps up.

Whoever has just written reads from the primary, for longer than a replica that still serves may be behind; so
does whoever calls an interface with a token.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse

ALIAS = "replica"
MOST_BEHIND = timedelta(seconds=30)
COOKIE = "jinlin_wrote"
KEPT = 60  # seconds that the cookie is kept
SAFE = ("GET", "HEAD", "OPTIONS")


class Replica:
    """The replica as it was last seen by whoever watches. `behind` is by how much; None while it is away."""

    def __init__(self) -> None:
        self.behind: timedelta | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is one in this installation at all."""
        return ALIAS in settings.DATABASES

    @property
    def serves(self) -> bool:
        """Whether it can be asked."""
        return self.behind is not None and self.behind <= MOST_BEHIND


replica = Replica()
"""That of this process."""


@contextmanager
def elsewhere(request: HttpRequest) -> Iterator[bool]:
    """Ask the replica for this request within the block, if that is right; whether it is. Nothing can be
    written in it: ReadOnly."""
    if not replica.serves or not _may_be_late(request) or connection.in_atomic_block:
        yield False
        return
    ours = connections["default"]
    connections["default"] = connections[ALIAS]
    try:
        yield True
    finally:
        connections["default"] = ours


def remember_writing(request: HttpRequest, response: HttpResponse) -> None:
    """Let whoever has written something in a browser read it from the primary."""
    if replica.is_there and request.method not in SAFE and "Authorization" not in request.headers:
        response.set_cookie(
            COOKIE, "1", KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )


def _may_be_late(request: HttpRequest) -> bool:
    knows = COOKIE in request.COOKIES or {"Authorization", "X-Tracking-Code"} & set(request.headers)
    return request.method in SAFE and not knows
