"""A problem as a page, or as a piece of the page that asked for it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from jinlin.lib.errors import REFUSED, Fault, NoDatabase, NotAllowed, NotFound, NotSignedIn, Problem
from jinlin.lib.words import Words
from jinlin.web.headers import INTERFACES

log = logging.getLogger(__name__)
NOTICE = "#notice"  # the place of every page where refusals are read out
_LOOK_FIRST = Words(
    zh="如果刚提交了内容，请稍后先查一查是否已收到，再决定要不要重新提交。",
    en="If you have just sent something, look first whether it arrived before you send it again.",
)


_NOT_FROM_HERE = (
    "这份表单不是从本页面提交的，或页面已经过期，因此没有受理。",
    "This form was not sent from our page, or the page has expired, so nothing was done.",
)
_SEND_AGAIN = Words(
    zh="请返回、刷新页面后再提交，并允许本网站使用 Cookie；如仍不行，请告诉系统管理员。",
    en="Go back, reload the page and send it again, with cookies allowed. If that does not help, tell the "
    "administrator of this system.",
)


_NO_TEXT = (
    "网址或表单中有无法处理的字符或数字。",
    "The address or the form holds a character or a number that cannot be dealt with.",
)


class Troubles:
    """Middleware: whatever a screen raises is told as a sentence, with the status that says the same."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _refused(request)
        return self.answer(request) if refused is None else told(request, refused)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """The problem as an answer; None for what is our own fault, which Django then reports."""
        if isinstance(trouble, NotSignedIn) and request.method in ("GET", "HEAD") and not is_piece(request):
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if isinstance(trouble, Http404):
            trouble = NotFound("没有这个页面", "There is no such page")
        if isinstance(trouble, DataError):  # what the database takes for no number, or for no text
            log.warning("at %s: %s", request.path, trouble)
            trouble = Problem(*_NO_TEXT)
        return told(request, trouble) if isinstance(trouble, Problem) else None


def _refused(request: HttpRequest) -> Problem | None:
    """Why a request to a screen is not looked at: its body was not read, or its address holds a NUL, which no
    text of ours does and PostgreSQL does not take. Interfaces say both in their own way."""
    if request.path.startswith(INTERFACES):
        return None
    if "%00" in request.META.get("QUERY_STRING", ""):
        return Problem(*_NO_TEXT)
    unread: Problem | None = request.META.get(REFUSED)
    return unread


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


def not_sent_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form that this page did not send, or whose cookie did not come back."""
    log.warning(
        "a form was refused at %s (if many are: JINLIN_ADDRESS, JINLIN_PROXIES): %s", request.path, reason
    )
    return told(request, NotAllowed(*_NOT_FROM_HERE, help=_SEND_AGAIN))


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500, for what nobody foresaw and for a database that is gone: a page that asks it
    nothing, so neither for who is reading."""
    return plain(request, _failure(sys.exc_info()[1]))


def plain(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a page that asks the database nothing."""
    if is_piece(request):
        return _piece(problem)
    page = {"problem": problem, "demo": settings.DEMO}
    return HttpResponse(render_to_string("web/failed.html", page), status=problem.status)


def _failure(trouble: BaseException | None) -> Problem:
    if isinstance(trouble, OperationalError | InterfaceError):
        return NoDatabase(help=_LOOK_FIRST)
    return Fault(help=_LOOK_FIRST)
