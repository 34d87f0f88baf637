"""The address at which an officer's calendar reads the officer's deadlines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.documented import SIGNED_IN, told
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.v1.schemas.tokens import CalendarAddress
from jinlin.kernel.registry.actions import issue_calendar_token, revoke_calendar_token
from jinlin.lib.errors import NotSignedIn

router = Router(tags=["tokens"], by_alias=True)


@router.post(
    "/calendar",
    response={201: CalendarAddress},
    summary="Get a calendar address",
    openapi_extra=told(400, 401, 422, 503, security=SIGNED_IN, replays=201),
)
def get_calendar(request: HttpRequest, key: IdempotencyKey = None) -> HttpResponse:
    """A secret address at which a calendar reads the deadlines of whoever asks: number, title, moment.

    It is shown only here, works for a year, and takes the place of the one before.
    """
    by = caller(request)
    username = _username(by)
    asked = Request.of(request, by, key, {})
    return once(asked, lambda: _address(request, username, by))


@router.delete(
    "/calendar",
    response={204: None},
    summary="Revoke the calendar address",
    openapi_extra=told(401, 404, 503, security=SIGNED_IN),
)
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    """The address of whoever asks shows nothing from now on."""
    by = caller(request)
    revoke_calendar_token(_username(by), actor=by.actor)
    return HttpResponse(status=204)


def _username(by: Caller) -> str:
    if by.actor.username is None:
        raise NotSignedIn("请先用令牌登录", "Sign in with a token first")
    return by.actor.username


def _address(request: HttpRequest, username: str, by: Caller) -> Answer:
    secret = issue_calendar_token(username, actor=by.actor)
    address = request.build_absolute_uri(reverse("deadlines", args=[secret]))
    return 201, to_json({"address": address}).decode()
