"""One spelling for every JSON value, so that equal values have equal digests.

The spelling: UTF-8, keys sorted by code point, no white space, characters as themselves and not as
`\\u` escapes (except what JSON itself must escape), numbers as Python's `json` writes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from jinlin.lib.errors import BadInput


def _as_dict(value: Any) -> Any:
    """Read-only mappings are written as objects; what JSON has no word for is a mistake of the caller."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON; turn it into text or numbers first")


# Made once: `json.dumps` would build an encoder for every call.
_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_dict
).encode


def canonical(value: Any) -> str:
    """The canonical JSON of `value`, whose keys must be texts.

    BadInput for what cannot be written: NaN, infinity, lone surrogates, a value that contains itself.
    """
    try:
        text = _encode(value)
        if not text.isascii():
            text.encode()
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "数据中有无法记录的值（非数、无穷大、残缺字符，或嵌套过深）",
            "The data holds a value that cannot be recorded: not a number, infinite, half a character, "
            "or nested too deeply",
        ) from error
    return text


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON of `value`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
