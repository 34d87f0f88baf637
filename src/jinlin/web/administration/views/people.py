"""People, their offices and accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.registry import actions
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words
from jinlin.web.account.audit import audit
from jinlin.web.account.identities import release
from jinlin.web.account.views import days_of
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.slices import SIZE
from jinlin.web.language import say

OFFICE = ("username", "role", "organisation", "area", "valid_from", "valid_to")


@require_safe
@for_administrators
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """People by user name, or those that are sought."""
    like = request.GET.get("q", "").strip()
    found = registry.list_people(like, request.GET.get("after", ""), SIZE + 1)
    on = found[SIZE - 1].username if len(found) > SIZE else ""
    return render(request, "administration/people.html", {"people": found[:SIZE], "on": on, "q": like})


@require_safe
@for_administrators
def person(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """One person: offices, account, and what the account did lately."""
    return _page(request, actor, username)


@require_POST
@for_administrators
def set_password(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """A first password, or one in the place of one that was lost."""
    actions.set_password(username, request.POST.get("password", ""), actor=actor)
    return _done(request, username, Words(zh="密码已设置", en="The password is set"))


@require_POST
@for_administrators
def close(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """Nobody signs in to this account any more."""
    actions.close_account(username, actor=actor)
    return _done(request, username, Words(zh="账户已停用", en="The account is closed"))


@require_POST
@for_administrators
def reopen(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """The person may sign in again."""
    actions.reopen_account(username, actor=actor)
    return _done(request, username, Words(zh="账户已恢复", en="The account is open again"))


@require_POST
@for_administrators
def release_identity(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """The account is no more bound to an identity at the city's own sign-in."""
    release(request, registry.person(username), actor)
    return _done(request, username, Words(zh="统一身份已解除", en="Taken off the city's sign-in"))


@require_POST
@for_administrators
def issue_token(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """A token for this person's program. Its secret is shown on this page and never again."""
    days = days_of(request.POST.get("days", ""))
    secret = actions.issue_token(username, request.POST.get("label", ""), days=days, actor=actor)
    return _page(request, actor, username, secret)


@require_POST
@for_administrators
def revoke_token(request: HttpRequest, actor: Actor, username: str) -> HttpResponse:
    """This person's tokens of that label hold no more."""
    actions.revoke_tokens(username, request.POST.get("label", ""), actor=actor)
    return _done(request, username, Words(zh="令牌已撤销", en="The token is revoked"))


@require_POST
@for_administrators
def end_office(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An office ends with the day that was chosen."""
    row = {name: request.POST.get(name, "") for name in OFFICE}
    if not row["valid_to"]:
        raise BadInput("请填写最后一天", "Say which day is the last")
    actions.install_offices([row], actor=actor)
    return _done(request, row["username"], Words(zh="已设定任职截止日期", en="The office has a last day"))


def _page(request: HttpRequest, actor: Actor, username: str, secret: str = "") -> HttpResponse:
    page = audit(request, registry.person(username), actor)
    return render(request, "administration/person.html", {**page, "may_change": True, "secret": secret})


def _done(request: HttpRequest, username: str, what: Words) -> HttpResponse:
    messages.success(request, say(what))
    return redirect("administration_person", username=username)
