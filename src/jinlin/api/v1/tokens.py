"""Signing in and out."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.documented import NOBODY, SIGNED_IN, told
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.v1.schemas.tokens import SignIn, TokenGiven
from jinlin.kernel.registry.actions import issue_token, note_failure, revoke_token
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client, client_of
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib.errors import NotSignedIn, SecondFactorNeeded
from jinlin.lib.words import Words

router = Router(tags=["tokens"], by_alias=True)


@router.post(
    "/tokens",
    auth=None,
    response={201: TokenGiven},
    summary="Sign in",
    openapi_extra=told(400, 401, 408, 411, 413, 415, 422, 429, 503, security=NOBODY, replays=201),
)
def sign_in(request: HttpRequest, sent: SignIn, key: IdempotencyKey = None) -> HttpResponse:
    """Exchange a username and password for a token, to be sent as `Authorization: Bearer <token>`.

    An account with a second factor needs its `code` besides: without it 401 with the code
    `second-factor-needed`. A token ends with the password under which it was given. Failed attempts are
    counted by name and by address, with those at the screens; after too many, 429.
    """
    actor = _checked(request, sent)
    asked = Request.of(request, Caller(actor), key, {"label": sent.label})
    return once(asked, lambda: _issued(actor, sent.label))


@router.delete(
    "/tokens/current",
    response={204: None},
    summary="Sign out",
    openapi_extra=told(401, 503, security=SIGNED_IN),
)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Revoke the token with which this request is made. It does not hold from now on."""
    by = caller(request)
    if by.token is None:
        raise NotSignedIn("没有用令牌登录", "This request was not made with a token")
    revoke_token(by.token, actor=by.actor)
    return HttpResponse(status=204)


def _checked(request: HttpRequest, sent: SignIn) -> Actor:
    """Whoever has this name and password. NotSignedIn, with one sentence for all that can be wrong."""
    attempts = Attempts.of_password(sent.username, client_of(request))
    attempts.begin()
    person = authenticate(request, username=sent.username, password=sent.password)
    if person is None:
        raise NotSignedIn(
            "用户名或密码不对",
            "The username or the password is wrong",
            help=Words(zh="忘记密码请联系本单位管理员", en="If the password is lost, ask your administrator"),
        )
    attempts.take_back()
    _check_second_factor(client_of(request), person, sent.code)
    return actor_of(person.get_username())


def _check_second_factor(client: Client, person: AbstractBaseUser, code: str | None) -> None:
    """SecondFactorNeeded or NotSignedIn, unless the account has none or this is its code."""
    factors = Authenticator.objects.filter(user=person)
    if not factors:
        return
    if code is None:
        raise SecondFactorNeeded(
            "此账户启用了第二重验证，请在 code 中附上验证码",
            "This account has a second factor: send its code in `code`",
            help=Words(
                zh="只有通行密钥的，请在网页登录后于账户页发放令牌",
                en="With a passkey alone, sign in at the screens and issue one on the page of the account",
            ),
        )
    attempts = Attempts.of_second_factor(person.get_username(), client)
    attempts.begin()
    typed = factors.exclude(type=Authenticator.Type.WEBAUTHN)
    if not any(one.wrap().validate_code(code) for one in typed):
        note_failure(person.get_username(), how="code", network=client.network)
        raise NotSignedIn("验证码不对", "The code of the second factor is wrong")
    attempts.take_back()


def _issued(actor: Actor, label: str) -> Answer:
    token = issue_token(actor.username or "", label, actor=actor)
    posts = [_post(post) for post in actor.posts]
    return 201, to_json({"token": token, "label": label, "name": actor.name, "posts": posts}).decode()


def _post(post: Post) -> dict[str, str]:
    return {"role": post.role, "organisation": post.organisation, "area": post.area}
