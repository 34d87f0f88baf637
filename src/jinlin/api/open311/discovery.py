"""Service discovery (wiki.open311.org/Service_Discovery): where the protocol is spoken, and how."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jinlin.api.open311.formats import respond
from jinlin.api.reading import said
from jinlin.lib.words import Words

CHANGESET = "2026-11-24T00:00:00+08:00"
"""When what is said here changed last."""
KEYS = Words(
    zh="报事无需 api_key；工作人员用 POST /api/v1/tokens 取得",
    en="Reporting needs no api_key; staff get one by POST /api/v1/tokens",
)
CONTACT = Words(zh="请联系受理中心，见首页{home}", en="Ask the city's centre; see {home}")


def discover(request: HttpRequest, format: str) -> HttpResponse:
    """GET discovery."""
    formats = ["application/json", "text/xml"]
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": request.build_absolute_uri(reverse("open311-root")).rstrip("/"),
        "changeset": CHANGESET,
        "type": "production",
        "formats": formats,
    }
    shown = {
        "changeset": CHANGESET,
        "contact": said(CONTACT, request).format(home=request.build_absolute_uri("/")),
        "key_service": said(KEYS, request),
        "endpoints": [endpoint],
    }
    return respond(format, "discovery", shown)
