"""What every answer carries: a strict content policy, and in a demo the word that it is one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Everything comes from ourselves and nothing is written into the page: these networks are closed.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
DEMO_HEADER = "X-Jinlin-Demo"


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that adds both headers."""

    def answer_with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if settings.DEMO:
            response.headers[DEMO_HEADER] = "1"
        return response

    return answer_with_headers


def installation(request: HttpRequest) -> dict[str, bool]:
    """Context processor: whether the page has to say that this is a demo."""
    return {"demo": settings.DEMO}
