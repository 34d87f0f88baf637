"""The reader's language: Chinese unless the reader chose English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jinlin.lib.words import Words

COOKIE = "jinlin_language"
CODES = {"zh": "zh-hans", "en": "en"}
A_YEAR = 365 * 24 * 3600  # seconds


def current() -> str:
    """`zh` or `en`."""
    return "en" if translation.get_language() == "en" else "zh"


def say(words: Words) -> str:
    """What the reader reads of a saying in both languages."""
    return words.in_(current())


def language(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what the cookie says, whatever the browser prefers, since the screens are Chinese first."""

    def answer_in_language(request: HttpRequest) -> HttpResponse:
        with translation.override(CODES.get(request.COOKIES.get(COOKIE, ""), CODES["zh"])):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or CODES["zh"])
        return response

    return answer_in_language


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language, and go back to where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if (chosen := request.POST.get("language")) in CODES:
        response.set_cookie(
            COOKIE,
            str(chosen),
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
