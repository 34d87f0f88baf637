"""Writing JSON: one pass in Rust, and times as a local reader has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from pydantic_core import to_json

from jinlin.lib import clock

MEDIA_TYPE = "application/json"


def respond(body: Any, status: int = 200) -> HttpResponse:
    """`body` as a JSON response. It is not validated again: tests hold the documented schema to it."""
    return send(to_json(body), status)


def send(body: bytes | str, status: int) -> HttpResponse:
    """JSON that is written already. Nothing here may be kept by a cache: it depends on who asks."""
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def moment(at: datetime | None) -> str | None:
    """A time as ISO 8601 with the offset of the local reader, `+08:00`; to the second."""
    return None if at is None else at.astimezone(clock.LOCAL).isoformat(timespec="seconds")
