"""Claims: the list with masked names, one claim, and who it is for a purpose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jinlin.instruments.payouts import actions, policies, selectors
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.web.payouts import words
from jinlin.web.payouts.frame import PAGE, framed, number_in, page, paged
from jinlin.web.troubles import is_piece

PICKED = ("verify", "reissue", "set_aside")
"""Steps that are taken for claims that were ticked in a list."""


@require_safe
@never_cache
def claims(request: HttpRequest, number: str) -> HttpResponse:
    """Claims by number, perhaps of one standing only."""
    frame = framed(request, number)
    standing = request.GET.get("standing", "")
    if standing and standing not in words.STANDINGS:
        raise BadInput("没有这种申报状态", "There is no such standing of a claim")
    after = number_in(request, "after")
    found = selectors.claims(number, frame.actor, after=after, limit=PAGE + 1, standing=standing or None)
    return page(
        request,
        frame,
        "claims",
        "claims",
        **paged(found),
        after=after,
        standing=standing,
        pick="verify" if frame.action_of("verify") else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: HttpRequest, number: str) -> HttpResponse:
    """To a claim by its number; to the claims of a person by identity number or account, for a purpose."""
    frame = framed(request, number)
    if claim_no := number_in(request, "claim"):
        return redirect("payout_claim", number, claim_no)
    given = {name: request.POST.get(name, "") for name in ("part", "value", "purpose")}
    may = policies.may_reveal(frame.view)
    context: dict[str, Any] = {"given": given, "may": may, "status": 200}
    if request.method == "POST":
        try:
            context["found"] = actions.find_claims(number, **given, actor=frame.actor)
        except Problem as problem:
            context |= {"problem": problem, "status": problem.status}
    return page(request, frame, "find", "claims", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slips(request: HttpRequest, number: str) -> HttpResponse:
    """Slips with codes, shown this once to be printed: asked for again, the codes are others."""
    frame = framed(request, number)
    may, meant = policies.may_print_slips(frame.view), request.POST.get("claim_numbers", "")
    context: dict[str, Any] = {"may": may, "meant": meant, "status": 200}
    if request.method == "POST":
        try:
            context["slips"] = actions.print_slips(number, meant, frame.actor)
        except Problem as problem:
            context |= {"problem": problem, "status": problem.status}
    return page(request, frame, "slips", "claims", **context)


@require_safe
@never_cache
def picked(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """From a list to the form of a step, with the numbers that were ticked in it."""
    frame = framed(request, number)
    action = frame.action_of(step) if step in PICKED else None
    if action is None:
        raise NotFound("您现在不能办这一步", "This step is not open to you now")
    if "ticked" in request.GET and "claim" not in request.GET:
        raise BadInput("请先勾选申报", "Tick some claims first")
    ticked = [
        one for one in request.GET.getlist("claim") if one.isascii() and one.isdigit() and len(one) < 10
    ]
    brought = urlencode({"claim_numbers": ", ".join(dict.fromkeys(ticked))}) if ticked else ""
    return redirect(f"{reverse('payout_act', args=(number, action))}?{brought}")


@require_safe
@never_cache
def claim(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """One claim: its shares and how they were computed, each try to pay, its exceptions."""
    frame = framed(request, number)
    found = selectors.claim_of(frame.view, _bounded(n))
    return page(
        request,
        frame,
        "claim",
        "claims",
        one=found,
        n=n,
        may_print=policies.may_print_slips(frame.view).allowed,
        may_reveal=policies.may_reveal(frame.view).allowed,
        acts=[one for one in frame.actions() if one.allowed and "claim" in one.asks],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reveal(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """Ask for the purpose, then show who it is this once."""
    frame = framed(request, number)
    policies.may_reveal(frame.view).require()
    purpose, piece = request.POST.get("purpose", ""), is_piece(request)
    context: dict[str, Any] = {"n": n, "purpose": purpose, "piece": piece, "status": 200}
    if request.method == "POST":
        try:
            context["revealed"] = actions.reveal_claim(number, _bounded(n), purpose, frame.actor)
        except Problem as problem:
            context |= {"problem": problem, "status": problem.status}
    return page(request, frame, "reveal", "claims", **context)


def _bounded(n: int) -> int:
    if n >= 2**31:
        raise NotFound(f"没有申报{n}", f"There is no claim {n}")
    return n
