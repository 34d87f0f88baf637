"""Receipts: a number, a code that is told until its reader goes on, a picture that leads to the matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import segno
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from jinlin.kernel.cases.vault import master_key
from jinlin.lib import clock, crypto
from jinlin.web.followed import remember
from jinlin.web.headers import INTERFACES
from jinlin.web.portal.sent import Received

FRESH = "fresh_codes"  # in the session: number to the encrypted code and the moment it was given
TOLD_FOR = timedelta(minutes=5)
RECEIPTS = "/receipt/"
PAGE = "document"  # what browsers say that they fetch when somebody opens a page


def keep(request: HttpRequest, received: Received) -> None:
    """The session follows the case, and knows its code for as long as the receipt may tell it."""
    remember(request, received.number, received.id)
    hidden = crypto.encrypt(_secret(), received.tracking_code, received.number)
    request.session[FRESH] = {**_fresh(request), received.number: [hidden, clock.now().isoformat()]}


def code_of(request: HttpRequest, number: str) -> str | None:
    """The tracking code of a case that was opened here just now; None once its time is over."""
    kept = _fresh(request).get(number)
    return crypto.decrypt(_secret(), kept[0], number) if kept else None


def noted(request: HttpRequest, number: str) -> None:
    """The reader has written the code down: it is told no more."""
    request.session[FRESH] = {one: kept for one, kept in _fresh(request).items() if one != number}


def gone_on(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: whoever opens another page has left the receipt, and the next one who sits here does not
    find its code. To read it again, or in the other language, is no leaving."""

    def answer_whoever_goes_on(request: HttpRequest) -> HttpResponseBase:
        if _is_another_page(request) and FRESH in request.session:
            del request.session[FRESH]
        return answer(request)

    return answer_whoever_goes_on


def _is_another_page(request: HttpRequest) -> bool:
    is_page = request.method == "GET" and request.headers.get("Sec-Fetch-Dest", PAGE) == PAGE
    return is_page and not request.path.startswith((RECEIPTS, *INTERFACES))


def address(request: HttpRequest, number: str) -> str:
    """The whole address of a matter, as a telephone that reads the picture needs it."""
    return request.build_absolute_uri(reverse("matter", args=[number]))


def picture(text: str) -> SafeString:
    """A QR code as SVG, to stand in the page."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=4, border=3))  # noqa: S308 -- it is drawn


def _fresh(request: HttpRequest) -> dict[str, list[str]]:
    first = clock.now() - TOLD_FOR
    held: dict[str, list[str]] = request.session.get(FRESH, {})
    return {number: kept for number, kept in held.items() if datetime.fromisoformat(kept[1]) > first}


def _secret() -> bytes:
    return crypto.blind(master_key(), "codes on receipts")
