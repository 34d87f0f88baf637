"""A problem as a page, or as a piece of the page that asked for it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from jinlin.lib.errors import Fault, NoDatabase, NotFound, NotSignedIn, Problem
from jinlin.lib.words import Words

log = logging.getLogger(__name__)
NOTICE = "#notice"  # the place of every page where refusals are read out
_LOOK_FIRST = Words(
    zh="如果刚提交了内容，请稍后先查一查是否已收到，再决定要不要重新提交。",
    en="If you have just sent something, look first whether it arrived before you send it again.",
)


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
    return _piece(problem)


def _piece(problem: Problem) -> HttpResponse:
    content = render_to_string("web/problem_piece.html", {"problem": problem})
    moved = {"HX-Retarget": NOTICE, "HX-Reswap": "innerHTML show:top"}
    return HttpResponse(content, status=problem.status, headers=moved)


def is_piece(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page."""
    return request.headers.get("HX-Request") == "true"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: addresses that lead nowhere."""
    return told(request, NotFound("没有这个页面", "There is no such page"))


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500, for what nobody foresaw and for a database that is gone: a page that asks it
    nothing, so neither for who is reading."""
    problem = _failure(sys.exc_info()[1])
    if is_piece(request):
        return _piece(problem)
    page = {"problem": problem, "demo": settings.DEMO}
    return HttpResponse(render_to_string("web/failed.html", page), status=problem.status)


def _failure(trouble: BaseException | None) -> Problem:
    if isinstance(trouble, OperationalError | InterfaceError):
        return NoDatabase(help=_LOOK_FIRST)
    return Fault(help=_LOOK_FIRST)
