"""The account of whoever signed in; and in a demo, the way in without a password."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry import selectors
from jinlin.lib.errors import BadInput, NotFound, NotPossible, Unready
from jinlin.lib.words import Words
from jinlin.web.account.audit import audit
from jinlin.web.actor import staff

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: offices, ways of signing in, tokens, sign-ins, and what this account did lately."""
    actor = staff(request)
    return render(
        request, "account/account.html", audit(request, selectors.person(actor.username or ""), actor)
    )


@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """A new token of one's own. Its secret is shown on this page and never again."""
    actor = staff(request)
    username = actor.username or ""
    secret = registry.issue_token(
        username, request.POST.get("label", ""), days=days_of(request.POST.get("days", "")), actor=actor
    )
    page = audit(request, selectors.person(username), actor)
    return render(request, "account/account.html", {**page, "secret": secret})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """One's own tokens of that label hold no more."""
    actor = staff(request)
    registry.revoke_tokens(actor.username or "", request.POST.get("label", ""), actor=actor)
    return redirect("account")


@require_POST
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """One's own sign-in on another device is over. NotFound for anybody else's."""
    staff(request)
    one = UserSession.objects.filter(user=request.user.pk, pk=session).first()
    if one is None:
        raise NotFound("没有这次登录，或它已经结束", "There is no such sign-in, or it is over")
    get_adapter().end_sessions([one])
    return redirect("usersessions_list")


@require_safe
def no_own_password(request: HttpRequest) -> HttpResponse:
    """Where allauth would let whoever has no password set one. An open screen is no proof of who one is."""
    raise NotPossible(
        "这个账户没有密码。",
        "This account has no password.",
        help=Words(zh="需要密码的，请管理员设置。", en="If you need one, an administrator sets it."),
    )


def to_city_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead on to the city's own sign-in. Unready if it does not answer."""
    try:
        answer: HttpResponse = openid_connect.login(request, provider_id)
    except RequestException as error:
        raise Unready(
            "统一身份认证暂时没有回应。",
            "The city's sign-in does not answer at the moment.",
            help=Words(zh="请稍后再试，或用密码登录。", en="Try again later, or sign in with a password."),
        ) from error
    return answer


@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo city's people. NotFound outside a demo, which listens on loopback alone."""
    if not settings.DEMO:
        raise NotFound("只有演示模式才能这样进入", "Only a demo can be entered like this")
    person = (
        get_user_model().objects.filter(username=request.POST.get("username", ""), is_active=True).first()
    )
    if person is None:
        raise NotFound("没有这个演示账号", "There is no such demo account")
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)  # as allauth does when it lets somebody in
    return redirect("/")


def days_of(text: str) -> int:
    """For how many days a token shall hold. BadInput if it is no number."""
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise BadInput("有效天数应为整数", "The days must be a whole number")
    return int(text)
