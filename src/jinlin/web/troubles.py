"""A problem as a page, or as a piece of the page that asked for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jinlin.lib.errors import NotFound, NotSignedIn, Problem

log = logging.getLogger(__name__)
NOTICE = "#notice"  # the place of every page where refusals are read out


class Troubles:
    """Middleware: whatever a screen raises is told as a sentence, with the status that says the same."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """The problem as an answer; None for what is our own fault, which Django then reports."""
        if isinstance(trouble, NotSignedIn) and request.method in ("GET", "HEAD") and not is_piece(request):
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if isinstance(trouble, Http404):
            trouble = NotFound("没有这个页面", "There is no such page")
        return told(request, trouble) if isinstance(trouble, Problem) else None


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem in the reader's language; for htmx, where the page reads refusals out."""
    if not is_piece(request):
        return render(request, "web/problem.html", {"problem": problem}, status=problem.status)
    response = render(request, "web/problem_piece.html", {"problem": problem}, status=problem.status)
    response["HX-Retarget"], response["HX-Reswap"] = NOTICE, "innerHTML show:top"
    return response


def is_piece(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page."""
    return request.headers.get("HX-Request") == "true"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: addresses that lead nowhere."""
    return told(request, NotFound("没有这个页面", "There is no such page"))
