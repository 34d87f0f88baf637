"""Who looks at a screen: a person who signed in, a resident who gave a tracking code, or anyone."""

from __future__ import annotations

from django.http import HttpRequest

from jinlin.kernel.cases.selectors import actor_by_tracking
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.lib.errors import NotFound, NotSignedIn

FOLLOWED = "followed"  # in the session: the ids of cases whose tracking code was given
MOST_FOLLOWED = 50


def actor_of(request: HttpRequest) -> Actor:
    """The person who signed in, with the offices of today; otherwise anyone. Looked up once a request."""
    kept: Actor | None = getattr(request, "jinlin_actor", None)
    if kept is None:
        kept = _person(request)
        request.jinlin_actor = kept  # type: ignore[attr-defined] # for the rest of this request
    return kept


def staff(request: HttpRequest) -> Actor:
    """The person who signed in; NotSignedIn for anyone else."""
    actor = actor_of(request)
    if actor is ANYONE:
        raise NotSignedIn("请先登录", "Sign in first")
    return actor


def follow(request: HttpRequest, code: str) -> int:
    """Remember for this session that the reader holds a tracking code; the id of its case. NotSignedIn."""
    (case,) = actor_by_tracking(code).cases
    followed = [one for one in request.session.get(FOLLOWED, []) if one != case]
    request.session[FOLLOWED] = [*followed, case][-MOST_FOLLOWED:]
    return case


def reader_of(request: HttpRequest, case: int) -> Actor:
    """Who reads case `case`: the resident whose tracking code this session knows, else as `actor_of`."""
    if case in request.session.get(FOLLOWED, []):
        return registry.resident_of(case)
    return actor_of(request)


def _person(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANYONE
    try:
        return registry.actor_of(request.user.get_username())
    except NotFound:  # the account was closed while its session went on
        request.session.flush()
        return ANYONE
