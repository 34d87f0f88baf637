"""Closed cases by the million: clones of some that were handled through the API, made by SQL.

Each has its events with a valid hash chain, its row, its blind index, its messages, its alarm of retention
and its answers to idempotency keys. All that a clone lacks is a key that opens its personal values.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from bench.place import Place, clients

TEMPLATES = 200
CHUNK = 10_000
AT_ONCE = 2
CITY, CATEGORIES = "990101", "joint_command_centre/categories"
FILLED = (
    "case_case",
    "case_wording",
    "journal_event",
    "case_finder",
    "message_message",
    "alarm",
    "case_answer",
)
_CLOSED = "SELECT count(*) FROM case_case WHERE closed_at IS NOT NULL"
_MADE = {
    "id": "clone.id",
    "number": "clone.number",
    "head": "written.hash",
    "opened_at": "template.opened_at - clone.ago",
    "closed_at": "template.closed_at - clone.ago",
    "source_key": "NULL",
    "lon": "template.lon + 0.03 * sin(clone.id)",
    "lat": "template.lat + 0.03 * cos(clone.id * 0.7)",
    "tracking": "sha256(template.tracking || int8send(clone.id))",
}


def closed_cases(place: Place) -> int:
    """How many cases are closed."""
    with psycopg.connect(place.url) as connection:
        row = connection.execute(_CLOSED).fetchone()
    return int(row[0]) if row else 0


def fill(place: Place, port: int, closed: int) -> float:
    """Bring the number of closed cases to `closed`, or at least to some templates; the seconds it took."""
    begin = time.perf_counter()
    made = closed_cases(place)
    if made < min(closed, TEMPLATES):
        clients(place, port, clients=4, cases=TEMPLATES, whole=True)
        made = closed_cases(place)
    if made < closed:
        _clone(place, made, closed)
    _settle(place)
    return time.perf_counter() - begin


def _clone(place: Place, made: int, closed: int) -> None:
    with psycopg.connect(place.url) as connection:
        connection.execute(part("chain"))
        connection.execute(part("templates"))
        connection.execute(part("phrases"))
    chunks = [(first + 1, min(first + CHUNK, closed)) for first in range(made, closed, CHUNK)]
    with ThreadPoolExecutor(AT_ONCE) as crew:
        list(crew.map(lambda chunk: _clone_chunk(place, *chunk), chunks))


def _clone_chunk(place: Place, first: int, last: int) -> None:
    names = _columns()
    cases = part("cases").format(
        case_columns=", ".join(names),
        case_values=", ".join(_MADE.get(name, f"template.{name}") for name in names),
    )
    with psycopg.connect(place.url, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET work_mem = '64MB'")
        connection.execute(part("clones"), {"first": first, "last": last})
        connection.execute(cases)
        connection.execute(part("belongings"))


@contextmanager
def newest_open(place: Place, count: int) -> Iterator[None]:
    """Within, the newest cases are open, all over the city, as if they always had been; then closed again."""
    from jinlin.kernel.registry.selectors import world

    here = world()
    given = {
        "units": [one.code for one in here.organisations()],
        "areas": sorted(here.subtree(CITY)),
        "categories": [row["code"] for row in here.rows(CATEGORIES)],
    }
    _run(place, "keep", {"count": count})
    _run(place, "open", given)
    _settle(place)
    try:
        yield
    finally:
        _run(place, "put_back", {})


def _run(place: Place, name: str, given: dict[str, Any]) -> None:
    with psycopg.connect(place.url, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(part(name), given)


def _settle(place: Place) -> None:
    """What the database does by itself in quieter times."""
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(f"VACUUM (ANALYZE) {', '.join(FILLED)}")
        connection.execute("CHECKPOINT")


def _columns() -> tuple[str, ...]:
    from jinlin.kernel.cases.columns import NAMES

    return NAMES


def part(name: str) -> str:
    """One part of fill.sql."""
    return _parts()[name]


@cache
def _parts() -> dict[str, str]:
    """The statements of fill.sql by the name of their part."""
    text = (Path(__file__).parent / "fill.sql").read_text(encoding="utf-8")
    _, *found = re.split(r"^-- Part: (\w+)\.", text, flags=re.MULTILINE)
    return {name: f"--{body}" for name, body in zip(found[::2], found[1::2], strict=True)}
