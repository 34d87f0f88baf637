"""印记: what the last event of a case vouches for in the case's row. No Django, for the workers of `verify`.

A number that names the columns, a colon, and 24 bytes in base64 of the SHA-256 over four lines: the JSON
array of the plain columns, then `facts`, `tally` and `clock` as jsonb spells them. Moments are microseconds
since 1970, bytes hexadecimal; of the case's key it says whether there is one, since a new master key wraps it
anew without an event. `revision` and `head` are compared with the stream itself.

We work it out in Python when a case changes, and the database does when it is verified: a million in seconds.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from jinlin.lib import jsonb

FACT = "imprint"
_BYTES = 24
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
# Made once: `json.dumps` would build an encoder for every call.
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_spaced = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ":")).encode


class Way(NamedTuple):
    """How a column is spelt: in Python, and in SQL, where `{}` is its name."""

    python: Callable[[Any], Any]
    sql: str


def _micros(at: datetime | None) -> int | None:
    return None if at is None else (at - _BEGIN) // timedelta(microseconds=1)


def _degrees(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


PLAIN = Way(lambda value: value, "{}")
MOMENT = Way(_micros, "(extract(epoch FROM {}) * 1000000)::bigint")
DEGREES = Way(_degrees, "{} + 0.0")
BYTES = Way(lambda value: None if value is None else bytes(value).hex(), "encode({}, 'hex')")
PRESENT = Way(lambda value: value is not None, "{} IS NOT NULL")

Columns = Mapping[str, Way]
_FIRST: Columns = {
    **dict.fromkeys(
        (
            "id", "number", "pack", "type", "definition", "state", "outcome", "public_title", "area",
            "grid_cell", "category", "channel", "holder", "opener", "parent", "merged_into", "source_key",
            "people", "requests", "card", "cards",
        ),
        PLAIN,
    ),
    "lon": DEGREES, "lat": DEGREES,
    "opened_at": MOMENT, "due_at": MOMENT, "closed_at": MOMENT,
    "tracking": BYTES, "sealed": BYTES, "sealed_key": PRESENT,
}  # fmt: skip
JSONB = ("facts", "tally", "clock")
COLUMNS: Mapping[int, Columns] = {1: _FIRST}
"""The plain columns by number. Never change one: whoever adds a column adds a number, and what was recorded
under an older one stays true for the columns that it names."""
LATEST = max(COLUMNS)
_LISTS = frozenset({list, tuple})
_VALUES, _DOCUMENTS = attrgetter(*COLUMNS[LATEST]), attrgetter(*JSONB)
_OTHERWISE = [(n, way.python) for n, way in enumerate(COLUMNS[LATEST].values()) if way is not PLAIN]


def imprint(row: Any) -> str:
    """The imprint of a row by its attributes."""
    plain = list(_VALUES(row))
    for n, way in _OTHERWISE:
        plain[n] = way(plain[n])
    text = "\n".join((_array(plain), *map(jsonb.spelt, _DOCUMENTS(row))))
    digest = hashlib.sha256(text.encode()).digest()[:_BYTES]
    return f"{LATEST}:{base64.b64encode(digest).decode()}"


def _array(values: list[Any]) -> str:
    """As `json_build_array` spells it: a blank after its own commas, none after those of lists within it."""
    if not _LISTS.isdisjoint(map(type, values)):
        return f"[{', '.join(map(_compact, values))}]"
    return _spaced(values)


def expression(number: int, table: str) -> str:
    """The same in SQL, of the columns of that number, in the row called `table`."""
    plain = ", ".join(way.sql.format(f"{table}.{name}") for name, way in COLUMNS[number].items())
    documents = ", ".join(f"coalesce({table}.{name}::text, 'null')" for name in JSONB)
    text = f"concat_ws(E'\\n', json_build_array({plain})::text, {documents})"
    return f"'{number}:' || encode(substring(sha256(convert_to({text}, 'UTF8')) FOR {_BYTES}), 'base64')"
