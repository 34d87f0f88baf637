"""The number of the request that is being answered, in log and answer; and the watched addresses."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
WATCHED = ("/health", "/ready", "/metrics")
"""What has a thread of its own: it is answered while all others wait."""
_TAKEN_OVER = re.compile(r"[A-Za-z0-9._-]{8,64}")
request_number: ContextVar[str] = ContextVar("request_number", default="")


def number_of(given: str) -> str:
    """The number that a proxy gave, if it is one; else one of our own."""
    return given if _TAKEN_OVER.fullmatch(given) else secrets.token_hex(8)
