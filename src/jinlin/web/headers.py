"""What every answer carries: a strict content policy, that it is not to be kept, and in a demo the word
that it is one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from jinlin.web import maps

# Everything comes from ourselves and nothing is written into the page: these networks are closed.
_TILES = maps.tile_host()  # the one exception, and only where a city names its map service
_PROVIDER = f" {settings.OIDC.origin}" if settings.OIDC else ""  # the form leads on to it
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        f"img-src 'self' data: blob:{_TILES}",
        "font-src 'self'",
        f"connect-src 'self'{_TILES}",
        "base-uri 'none'",
        f"form-action 'self'{_PROVIDER}",
        "frame-ancestors 'none'",
    )
)
INTERFACES = ("/api/", "/open311/", "/feeds/")
DEMO_HEADER = "X-Jinlin-Demo"


class CompressedScreens(GZipMiddleware):
    """Pages go out compressed. What programs read is short, and whoever calls often pays for it in time."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """As Django does it, with bytes of random length against BREACH; nothing of an interface."""
        if request.path.startswith(INTERFACES):
            return response
        return super().process_response(request, response)


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that adds them. What may be kept by a browser or a proxy says so itself; whatever does not,
    as every page, list and export, may show what is for one reader alone."""

    def answer_with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.DEMO:
            response.headers[DEMO_HEADER] = "1"
        return response

    return answer_with_headers
