"""Entering with number, identity number and code; one's own page; what is taken from it and done on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jinlin.instruments.payouts import actions
from jinlin.instruments.payouts.selectors import Proven, own_actions, own_claim, own_proof, prove
from jinlin.kernel.cases.selectors import OpenAction, current_definition
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.web import papers
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers
from jinlin.web.language import say
from jinlin.web.share import page
from jinlin.web.share.proven import forget, proven_for, remember

LONGEST = 60
PLAN = "plan"
PAPERS = ("claim_paper", "payment_notice")
AS_A_FILE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def enter(request: HttpRequest) -> HttpResponse:
    """Show that a claim is one's own. TooMany from one address."""
    if request.method != "POST":
        return _asked(request, {"number": request.GET.get("number", "")[:LONGEST]})
    given = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("number", "id_no", "code")}
    attempts = Attempts.of_claim(client_of(request))
    attempts.begin()
    try:
        proven = prove(**given)
    except (BadInput, NotFound) as problem:
        return _asked(request, given, problem)
    attempts.take_back()
    remember(request, proven)
    return redirect("share", number=proven.number)


def own_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever has shown that the claim is theirs; all others are asked to."""

    @wraps(view)
    def asked_first(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        proven = proven_for(request, number)
        if proven is None:
            return redirect(f"{reverse('share_enter')}?{urlencode({'number': number})}")
        return view(request, proven, **more)

    return cache_control(no_store=True)(asked_first)


@require_safe
@own_only
def own(request: HttpRequest, proven: Proven) -> HttpResponse:
    """One's own claim."""
    claim = own_claim(proven)
    shares = page.shares_shown(claim)
    context = {
        "claim": claim,
        "matter": claim.matter,
        "standing": page.standing(claim),
        "shares": shares,
        "papers": [papers.shown(one) for one in claim.papers],
        "proofs": [one for one in shares if one.share.has_line],
        "actions": [one for one in own_actions(proven) if one.allowed],
        "safeguards": page.safeguards(claim.matter.type),
    }
    return render(request, "share/own.html", context)


@require_POST
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Nobody who sits here next sees it."""
    forget(request, number)
    return redirect("share_enter")


@require_http_methods(["GET", "HEAD", "POST"])
@own_only
def act(request: HttpRequest, proven: Proven, action: str) -> HttpResponse:
    """The form of what the pack opens to claimants, as an objection, and taking it."""
    opened = next((one for one in own_actions(proven) if one.name == action and one.allowed), None)
    if opened is None:
        raise NotFound("现在不能这样办", "This cannot be done now")
    if request.method != "POST":
        return _form(request, proven, opened)
    given = answers(opened.asks, request.POST)
    try:
        actions.act_oneself(proven, action, given)
    except Problem as problem:
        return _form(request, proven, opened, given, problem)
    messages.success(request, say(opened.label))
    return redirect("share", number=proven.number)


@require_POST
@own_only
def paper(request: HttpRequest, proven: Proven, paper: str, n: int) -> HttpResponse:
    """A paper as a signed PDF: how the claim stands, a notice of payment (of plan `n`), the plan (of round
    `n`). It is issued now if it would say something new."""
    if paper == PLAN:
        name, content = actions.own_plan(proven, n)
    elif paper in PAPERS:
        name, content = actions.own_paper(proven, paper, n)  # type: ignore[arg-type] # it is one of the two
    else:
        raise NotFound("没有这种文书", "There is no such paper")
    return _download(name, content)


@require_safe
@own_only
def proof(request: HttpRequest, proven: Proven, n: int) -> HttpResponse:
    """The proof that one's line stands in plan `n`. NotPossible until the night has sealed it."""
    made = json.dumps(own_proof(proven, n), ensure_ascii=False, indent=1)
    return _download(page.proof_name(proven.number, n), made.encode())


def _asked(request: HttpRequest, given: Mapping[str, str], problem: Problem | None = None) -> HttpResponse:
    context = {"given": given, "problem": problem, "paying": page.paying()}
    return render(request, "share/enter.html", context, status=problem.status if problem else 200)


def _form(
    request: HttpRequest,
    proven: Proven,
    opened: OpenAction,
    given: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    matter, world = own_claim(proven).matter, current_world()
    ground = Ground.of(current_definition(matter.type, world.revision), world)
    context = {
        "number": proven.number,
        "matter": matter,
        "action": opened,
        "problem": problem,
        "fields": fields_of(opened.asks, ground, given=given, problem=problem),
    }
    return render(request, "share/act.html", context, status=problem.status if problem else 200)


def _download(name: str, content: bytes) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={**AS_A_FILE, "Content-Disposition": disposition},
    )
