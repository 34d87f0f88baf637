"""JSON spelled as PostgreSQL's jsonb gives it back, so that both sides can work out the same digest.

Keys by their length in UTF-8 and then by their bytes, a space after colon and comma, characters as
themselves, numbers without exponent and zero without sign (PostgreSQL, "JSON Types").
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# Perhaps a number that Python writes otherwise; or a text that looks like one, which does no harm.
_MAY_DIFFER = re.compile(r"[0-9]e[+-]|-0\.0")


def spelt(value: Any) -> str:
    """The JSON of `value` as `value::jsonb::text` is in the database. ValueError for NaN and infinity."""
    text = _encode(_in_order(value))
    return _exactly(value) if _MAY_DIFFER.search(text) else text


def _in_order(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _in_order(value[name]) for name in sorted(value, key=_place)}
    return [_in_order(one) for one in value] if isinstance(value, list | tuple) else value


def _place(name: str) -> tuple[int, bytes]:
    written = name.encode()
    return len(written), written


def _exactly(value: Any) -> str:
    if isinstance(value, float):
        return format(Decimal(repr(value + 0.0)), "f")
    if isinstance(value, Mapping):
        pairs = (f"{_encode(name)}: {_exactly(value[name])}" for name in sorted(value, key=_place))
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(map(_exactly, value))}]" if isinstance(value, list | tuple) else _encode(value)
