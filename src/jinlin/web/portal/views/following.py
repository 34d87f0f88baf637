"""Receipts, and coming back to a matter by its number and code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of
from jinlin.lib.emergencies import calls_meant_by
from jinlin.lib.errors import BadInput, NotSignedIn
from jinlin.web.actor import follow, reader_of
from jinlin.web.followed import followed, forget
from jinlin.web.portal import receipts
from jinlin.web.portal.matter import own_matter
from jinlin.web.share.page import has_distributions

LONGEST_NUMBER = 60


@require_safe
@cache_control(no_store=True)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What whoever reported takes along: number, code while it may be told, picture, and what comes next."""
    if number not in followed(request):
        return redirect("matter", number=number)
    actor = reader_of(request, number)
    address = receipts.address(request, number)
    matter = own_matter(case_for(number, actor))
    context = {
        "matter": matter,
        "danger": calls_meant_by(matter.title),
        "code": receipts.code_of(request, number),
        "address": address,
        "qr": receipts.picture(address),
    }
    return render(request, "portal/receipt.html", context)


@require_POST
def noted(request: HttpRequest, number: str) -> HttpResponse:
    """The code has been written down."""
    receipts.noted(request, number)
    return redirect("matter", number=number)


@require_POST
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Nobody who sits here next sees the matter, nor its code."""
    receipts.noted(request, number)
    forget(request, number)
    return redirect("follow")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a number, or the tracking code that opens all of a matter. TooMany from one address."""
    if request.method != "POST":
        return asked_for_code(request)
    code, number = request.POST.get("code", "").strip(), request.POST.get("number", "").strip()
    if not code:
        return redirect("matter", number=number) if _is_number(number) else asked_for_code(request)
    attempts = Attempts.of_tracking_code(client_of(request))
    attempts.begin()
    try:
        opened = follow(request, code, is_own="own_device" in request.POST)
    except (BadInput, NotSignedIn) as problem:
        return asked_for_code(request, number=number, problem=problem, status=problem.status)
    attempts.take_back()
    return redirect("matter", number=opened)


def asked_for_code(
    request: HttpRequest,
    *,
    number: str = "",
    problem: BadInput | NotSignedIn | None = None,
    is_hidden: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page on which a code is entered; `is_hidden` if a matter was asked for that is not public."""
    context = {
        "number": number,
        "problem": problem,
        "is_hidden": is_hidden,
        "followed": list(followed(request))[::-1],
        "has_shares": has_distributions(),
    }
    return render(request, "portal/follow.html", context, status=status)


def _is_number(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NUMBER and text.isprintable() and not set(text) & set("/ ")
