"""Whose tracking code this browser has shown, and for how long that holds.

Many look from a computer that others use too: half an hour after the last click it is over, unless they said
that the device is their own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from jinlin.lib import clock

FOLLOWED = "followed"  # in the session: by number, what `Held` says
MOST_FOLLOWED = 50
SHARED = timedelta(minutes=30)
OWN = timedelta(seconds=settings.SESSION_COOKIE_AGE)
NOTED_EVERY = timedelta(minutes=1)  # or every click would write the session


class Held(NamedTuple):
    """The case, when its reader last looked at it, and whether the device is the reader's own."""

    case: int
    seen: str
    is_own: bool

    @property
    def is_over(self) -> bool:
        """Whether the code must be entered again."""
        return self.age > (OWN if self.is_own else SHARED)

    @property
    def age(self) -> timedelta:
        """Since the reader last looked."""
        return clock.now() - datetime.fromisoformat(self.seen)


def renew(request: HttpRequest) -> None:
    """Another session id, before somebody shows who they are: one that was planted opens nothing. Whoever is
    signed in got theirs then, and the list of their sign-ins knows it by that id."""
    if not request.user.is_authenticated:
        request.session.cycle_key()


def remember(request: HttpRequest, number: str, case: int, *, is_own: bool = False) -> None:
    """The reader of this session opened this case, or gave its tracking code."""
    renew(request)
    _keep(request, number, Held(case, clock.now().isoformat(), is_own))


def followed(request: HttpRequest) -> dict[str, int]:
    """The cases whose tracking code this session knows, number to id, the last given last."""
    return {number: held.case for number, held in _held(request).items()}


def looked_at(request: HttpRequest, number: str) -> int | None:
    """The case of that number, if this session knows its code; its time begins anew."""
    held = _held(request).get(number)
    if held is None:
        return None
    if held.age > NOTED_EVERY:
        _keep(request, number, held._replace(seen=clock.now().isoformat()))
    return held.case


def forget(request: HttpRequest, number: str) -> None:
    """The reader leaves. Of a session that knows nothing else, nothing is left."""
    left = {one: held for one, held in _held(request).items() if one != number}
    if left or request.user.is_authenticated:
        request.session[FOLLOWED] = left
    else:
        request.session.flush()


def _keep(request: HttpRequest, number: str, held: Held) -> None:
    others = {one: at for one, at in _held(request).items() if one != number}
    request.session[FOLLOWED] = dict(list({**others, number: held}.items())[-MOST_FOLLOWED:])


def _held(request: HttpRequest) -> dict[str, Held]:
    kept = {number: Held(*held) for number, held in request.session.get(FOLLOWED, {}).items()}
    return {number: held for number, held in kept.items() if not held.is_over}
