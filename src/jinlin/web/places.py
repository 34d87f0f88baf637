"""Where in a long history or list a page begins."""

from __future__ import annotations

from django.http import HttpRequest

from jinlin.lib.errors import BadInput

MOST_DIGITS = 18


def whole_in(request: HttpRequest, name: str) -> int:
    """The whole number under `name` in the address; 0 if there is none. BadInput for anything else."""
    text = request.GET.get(name, "") or "0"
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise BadInput(f"“{name}”应为数字", f"`{name}` must be a number")
    return int(text)
