"""Who looks at a screen: a person who signed in, a resident who gave a tracking code, or anyone."""

from __future__ import annotations

from django.http import HttpRequest

from jinlin.kernel.cases.selectors import tracked
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.lib.errors import NotFound, NotSignedIn

FOLLOWED = "followed"  # in the session: number to id of the cases whose tracking code was given
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


def reporter(request: HttpRequest) -> Actor:
    """Who reports something: the account's own person, and whoever holds an office as anyone, since what
    is said on the portal is said for oneself."""
    actor = actor_of(request)
    return ANYONE if actor.posts else actor


def follow(request: HttpRequest, code: str) -> str:
    """Remember for this session that the reader holds a tracking code; its case's number. NotSignedIn."""
    case, number = tracked(code)
    remember(request, number, case)
    return number


def remember(request: HttpRequest, number: str, case: int) -> None:
    """The reader of this session opened this case, or gave its tracking code."""
    others = {one: at for one, at in followed(request).items() if one != number}
    kept = list({**others, number: case}.items())[-MOST_FOLLOWED:]
    request.session[FOLLOWED] = dict(kept)


def followed(request: HttpRequest) -> dict[str, int]:
    """The cases whose tracking code this session knows, number to id, the last given last."""
    return dict(request.session.get(FOLLOWED, {}))


def reader_of(request: HttpRequest, number: str) -> Actor:
    """Who reads a case: the resident whose tracking code this session knows, else as `actor_of`."""
    case = followed(request).get(number)
    return actor_of(request) if case is None else registry.resident_of(case)


def _person(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANYONE
    try:
        return registry.actor_of(request.user.get_username())
    except NotFound:  # the account was closed while its session went on
        request.session.flush()
        return ANYONE
