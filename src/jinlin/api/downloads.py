"""A file as an answer: always as a download, never to be shown in place."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse


def download(name: str, content: bytes) -> HttpResponse:
    """The file under its name, such that no browser takes it for a page."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def documented(what: str) -> dict[int, object]:
    """What OpenAPI says of such an answer."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": what, "content": {"application/octet-stream": schema}}}
