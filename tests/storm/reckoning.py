"""The books are checked: what the clients were told against what the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg

from tests.house import run
from tests.storm.ledger import Ledger
from tests.storm.place import Place

# Each finds rows that must not be.
NEVER = {
    "a case that differs from its history": """
        SELECT c.number, h.stream, c.revision, h.events, h.last FROM case_case c FULL JOIN (
            SELECT stream, count(*) AS events, max(seq) AS last,
                   (array_agg(hash ORDER BY seq DESC))[1] AS head
            FROM journal_event WHERE stream LIKE 'case/%' GROUP BY stream
        ) h ON h.stream = 'case/' || c.id
        WHERE c.id IS NULL OR h.stream IS NULL OR c.revision <> h.events OR c.revision <> h.last
           OR c.head <> h.head
    """,
    "a case whose alarm is not set for its next mark": """
        SELECT c.number, c.clock #>> '{running,marks,0,1}', a.at FROM case_case c
        FULL JOIN (SELECT * FROM alarm WHERE name = 'clock') a ON a.stream = 'case/' || c.id
        WHERE a.at IS DISTINCT FROM (c.clock #>> '{running,marks,0,1}')::timestamptz
    """,
    "a case that owes itself a deadline": """
        SELECT number FROM case_case WHERE state IN ('received', 'accepted', 'with_unit') AND due_at IS NULL
    """,
    "an alarm in trouble": "SELECT stream, name, trouble FROM alarm WHERE trouble <> ''",
    "the same silence twice in one history": """
        SELECT stream, kind, at, count(*) FROM journal_event WHERE kind LIKE 'lapse.%'
        GROUP BY stream, kind, at HAVING count(*) > 1
    """,
    "cards that differ from the history": """
        SELECT stream, e.n, c.n FROM
            (SELECT stream, count(*) AS n FROM journal_event WHERE kind IN ('card.yellow', 'card.red')
             GROUP BY stream) e
            FULL JOIN (SELECT 'case/' || case_id AS stream, count(*) AS n FROM case_card GROUP BY case_id) c
            USING (stream)
        WHERE e.n IS DISTINCT FROM c.n
    """,
    "children that differ from their parent's history": """
        SELECT stream, e.n, c.n FROM
            (SELECT stream, count(*) AS n FROM journal_event WHERE kind = 'child.opened' GROUP BY stream) e
            FULL JOIN (SELECT 'case/' || parent AS stream, count(*) AS n FROM case_case
                       WHERE parent IS NOT NULL GROUP BY parent) c USING (stream)
        WHERE e.n IS DISTINCT FROM c.n
    """,
    "messages of a case that are not counted through": """
        SELECT case_id, count(*), max(n) FROM message_message GROUP BY case_id HAVING count(*) <> max(n)
    """,
}  # fmt: skip
# The demo county has a life of its own before the storm: its cases bear the keys of `demo.yaml`.
_OPENED = """
    SELECT number FROM case_case WHERE channel = 'phone' AND source_key IS NULL
"""
_TAKEN = """
    SELECT c.number, substr(e.kind, 5) FROM journal_event e JOIN case_case c ON e.stream = 'case/' || c.id
    WHERE e.kind LIKE 'act.%' AND e.actor LIKE 'person/%' AND c.source_key IS NULL
"""
_IMPORTED = "SELECT source_key FROM case_case WHERE source_key NOT LIKE 'demo/%'"
_SILENCE = """
    SELECT string_agg(e.kind || ' ' || e.at, ', ' ORDER BY e.seq) FROM journal_event e
    JOIN case_case c ON e.stream = 'case/' || c.id
    WHERE c.source_key NOT LIKE 'demo/%' AND e.kind <> 'child.opened' GROUP BY c.id
"""
_KEYS = "SELECT key FROM case_answer"


def reckon(place: Place, ledger: Ledger) -> tuple[int, list[str]]:
    """The number of events in the journal, and a sentence for everything that does not agree."""
    with place.connect() as connection:
        faults = [*_never(connection), *_promises(connection, ledger)]
        events = len(_column(connection, "SELECT position FROM journal_event"))
    return events, [*faults, *_chain(place)]


def _never(connection: psycopg.Connection) -> Iterator[str]:
    for what, statement in NEVER.items():
        found = connection.execute(statement.encode()).fetchall()
        if found:
            yield f"{what}: {len(found)} times, as {found[:3]}"


def _promises(connection: psycopg.Connection, ledger: Ledger) -> Iterator[str]:
    """Every acknowledged write is there exactly once, and nothing besides."""
    opened = [number for (number,) in connection.execute(_OPENED)]
    yield from _compare("cases opened", Counter(ledger.titles.values()), Counter(opened))
    taken = Counter((one.number, one.action) for one in ledger.written if one.action != "open")
    yield from _compare("actions taken", taken, Counter(connection.execute(_TAKEN).fetchall()))
    keys = Counter(one.key for one in ledger.written)
    yield from _compare("answers kept", keys, Counter(_column(connection, _KEYS)))
    rows = Counter(_column(connection, _IMPORTED))
    yield from _compare("rows imported", Counter(ledger.imported), rows)
    yield from _told(connection, ledger)
    if len(alike := set(_column(connection, _SILENCE))) > 1:
        yield f"silence treated the imported cases in {len(alike)} ways: {sorted(alike)[:2]}"


def _compare(what: str, told: Counter[Any], held: Counter[Any]) -> Iterator[str]:
    if lost := told - held:
        yield f"{what}: {lost.total()} acknowledged but not there, as {list(lost)[:3]}"
    if more := held - told:
        yield f"{what}: {more.total()} there more often than acknowledged, as {list(more)[:3]}"


def _told(connection: psycopg.Connection, ledger: Ledger) -> Iterator[str]:
    """The revision that an answer named is that of its own event, for ever."""
    numbered = (
        "SELECT c.number, e.seq, e.kind FROM journal_event e JOIN case_case c ON e.stream = 'case/' || c.id"
    )
    happened = {(number, seq): kind for number, seq, kind in connection.execute(numbered.encode()).fetchall()}
    for one in ledger.written:
        if (one.number, one.revision) not in happened:
            yield f"the history of {one.number} lacks event {one.revision}, the answer to {one.action}"


def _chain(place: Place) -> Iterator[str]:
    """`kernel.journal.checks.verify`, as its command."""
    ended = run(place.data, "verify", DATABASE_URL=place.url)
    if ended.returncode:
        yield f"verify: {ended.stdout} {ended.stderr}"


def _column(connection: psycopg.Connection, statement: str) -> list[Any]:
    return [row[0] for row in connection.execute(statement.encode()).fetchall()]
