"""The account of whoever signed in; and in a demo, the way in without a password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jinlin.lib.errors import NotFound
from jinlin.web.actor import staff

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: the offices held today."""
    return render(request, "account/account.html", {"person": staff(request)})


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
    return redirect("/")
