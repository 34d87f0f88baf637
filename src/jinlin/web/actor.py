"""Who looks at a screen: a person who signed in, a resident who gave a tracking code, or anyone."""

from __future__ import annotations

from django.http import HttpRequest

from jinlin.kernel.cases.selectors import tracked
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.lib.errors import NotFound, NotSignedIn
from jinlin.web.followed import looked_at, remember


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


def follow(request: HttpRequest, code: str, *, is_own: bool) -> str:
    """Remember for this session that the reader holds a tracking code; its case's number. NotSignedIn."""
    case, number = tracked(code)
    remember(request, number, case, is_own=is_own)
    return number


def reader_of(request: HttpRequest, number: str) -> Actor:
    """Who reads a case: the resident whose tracking code this session knows, else as `actor_of`."""
    case = looked_at(request, number)
    return actor_of(request) if case is None else registry.resident_of(case)


def _person(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANYONE
    try:
        return registry.actor_of(request.user.get_username())
    except NotFound:  # the account was closed while its session went on
        request.session.flush()
        return ANYONE
