"""JSON spelled as PostgreSQL's jsonb gives it back, so that both sides can work out the same digest.

Keys by their length in UTF-8 and then by their bytes, a space after colon and comma, characters as
themselves, numbers without exponent and zero without sign (PostgreSQL, "JSON Types").
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_ALONE = frozenset({str, int, float, bool, type(None)})
# Perhaps a number that Python writes otherwise; or a text that looks like one, which does no harm.
_MAY_DIFFER = re.compile(r"[0-9]e[+-]|-0\.0")


def spelt(value: Any) -> str:
    """The JSON of `value` as `value::jsonb::text` is in the database. ValueError for NaN and infinity."""
    text = _encode(_in_order(value))
    return _exactly(value) if _MAY_DIFFER.search(text) else text


def _in_order(value: Any) -> Any:
    if type(value) is dict or isinstance(value, Mapping):
        ordered = {}
        for name in _order(tuple(value)):  # a thousand times a second: no generator, no call for a mere text
            one = value[name]
            ordered[name] = one if type(one) in _ALONE else _in_order(one)
        return ordered
    if isinstance(value, list | tuple):
        return value if _ALONE.issuperset(map(type, value)) else [_in_order(one) for one in value]
    return value


@lru_cache(maxsize=4096)  # the same few sets of keys, over and over
def _order(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=_place))


def _place(name: str) -> tuple[int, bytes]:
    written = name.encode()
    return len(written), written


def _exactly(value: Any) -> str:
    if isinstance(value, float):
        return format(Decimal(repr(value + 0.0)), "f")
    if isinstance(value, Mapping):
        pairs = (f"{_encode(name)}: {_exactly(value[name])}" for name in _order(tuple(value)))
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(map(_exactly, value))}]" if isinstance(value, list | tuple) else _encode(value)
