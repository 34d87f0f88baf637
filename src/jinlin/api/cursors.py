"""Opaque cursors for keyset paging: where the last page ended."""

from __future__ import annotations

import base64
import binascii

from jinlin.api import parsing
from jinlin.api.problems import bad_fields
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import BadInput, Problem
from jinlin.lib.words import Words

Place = list[str | int]


def cursor(place: Place) -> str:
    """The cursor after this place."""
    return base64.urlsafe_b64encode(canonical(place).encode()).decode().rstrip("=")


def place(text: str, form: tuple[type, ...]) -> Place:
    """The place of a cursor whose parts have the types in `form`. BadInput for any other text."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        found = parsing.read(raw)
    except (binascii.Error, ValueError, Problem):
        raise bad_cursor() from None
    if not isinstance(found, list) or [type(part) for part in found] != list(form):
        raise bad_cursor()
    return found


def bad_cursor() -> BadInput:
    """The cursor is not one of ours."""
    return bad_fields(
        {
            "after": Words(
                zh="不是本接口给出的 next，请从第一页重新开始",
                en="is not a `next` that was given here; start again from the first page",
            )
        }
    )
