"""印记: what the last event of a case vouches for in the case's row. No Django, for the workers of `verify`.

`2:` or whichever number stands first names the columns; then follow 24 bytes of SHA-256, in URL-safe base64,
over the canonical JSON of their values. `revision` and `head` are compared with the stream itself. Of the
case's key it says only whether there is one: a new master key wraps it anew without an event.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jinlin.kernel.journal.chain import instant
from jinlin.lib.canonical import canonical

FACT = "imprint"
LATEST = 1
COLUMNS: Mapping[int, tuple[str, ...]] = {
    1: (
        "id", "number", "pack", "type", "definition", "state", "outcome", "title", "area", "grid_cell",
        "category", "channel", "holder", "opener", "parent", "merged_into", "source_key", "people",
        "requests", "lon", "lat", "opened_at", "due_at", "closed_at", "card", "facts", "tally", "clock",
        "tracking", "sealed_key",
    ),
}  # fmt: skip
"""What is covered, by number; the key comes last. Never change one: whoever adds a column adds a number, and
old ones stay true for the columns that they name."""
_BYTES = 24
# A number that PostgreSQL's jsonb gives back as another Python number than the one that went in.
_UNSTEADY = re.compile(r"[0-9]e\+|-0\.0")
_WHOLE = 1e16  # from here on Python writes floats with an exponent, and jsonb without


def imprint(values: Sequence[Any], number: int = LATEST) -> str:
    """The imprint of a row by the values of `COLUMNS[number]`, in that order; for the key, whether it is."""
    text = canonical([_plain(one) for one in values])
    if _UNSTEADY.search(text):
        text = canonical([_steady(_plain(one)) for one in values])
    digest = hashlib.sha256(text.encode()).digest()[:_BYTES]
    return f"{number}:{base64.urlsafe_b64encode(digest).decode()}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _steady(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if abs(value) >= _WHOLE else value + 0.0
    if isinstance(value, Mapping):
        return {name: _steady(one) for name, one in value.items()}
    return [_steady(one) for one in value] if isinstance(value, list | tuple) else value
