"""The recorded histories of many cases, as measures read them: one pass over the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

BATCH = 5000

# Each event looks its case up by key: a good plan also before the planner has seen the rows.
_HISTORIES = """
    SELECT c.id, c.number, c.holder, c.area, c.category, c.channel, c.opened_at, c.facts::text,
           array_agg(e.kind ORDER BY e.seq), array_agg(e.at ORDER BY e.seq),
           (array_agg(CASE e.kind WHEN 'closed' THEN e.facts::jsonb ->> 'outcome' END ORDER BY e.seq DESC)
              FILTER (WHERE e.kind IN ('closed', 'reopened')))[1]
      FROM journal_event e JOIN case_case c ON c.id = substr(e.stream, 6)::bigint
     WHERE e.stream LIKE 'case/%%' AND c.pack = %(pack)s AND c.type = %(type)s {within}
     GROUP BY c.id
"""


@dataclass(frozen=True)
class Period:
    """From a moment to a moment; the first counts, the last does not."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class History:
    """What happened to one case: kinds of event and their moments in order; its outcome if it is closed."""

    id: int
    number: str
    holder: str | None
    area: str | None
    category: str | None
    channel: str
    opened_at: datetime
    facts: Mapping[str, Any]
    kinds: tuple[str, ...]
    moments: tuple[datetime, ...]
    outcome: str | None

    def had(self, kind: str) -> bool:
        """Whether an event of this kind occurred; a trailing `*` stands for any ending."""
        if kind.endswith("*"):
            return any(one.startswith(kind[:-1]) for one in self.kinds)
        return kind in self.kinds

    def first(self, kind: str, after: datetime | None = None) -> datetime | None:
        """When the first event of this kind happened, not before `after`."""
        found = (at for one, at in zip(self.kinds, self.moments, strict=True) if one == kind)
        return next((at for at in found if after is None or at >= after), None)

    def count(self, kind: str) -> int:
        """How many events of this kind there were."""
        return self.kinds.count(kind)


def histories(key: str, *, period: Period | None = None, after: int = 0) -> Iterator[History]:
    """The histories of the cases of `pack/type`, one after the other: of all, or of those that were opened
    within `period` and have an id above `after`."""
    pack, _, name = key.partition("/")
    values: dict[str, Any] = {"pack": pack, "type": name, "after": after}
    within = "AND c.id > %(after)s" if after else ""
    if period:
        values |= {"start": period.start, "end": period.end}
        within += " AND c.opened_at >= %(start)s AND c.opened_at < %(end)s"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_HISTORIES.replace("{within}", within), values)
        while rows := cursor.fetchmany(BATCH):
            yield from map(_history, rows)


def newest_case() -> int:
    """The id of the newest case; cases that come later have higher ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM case_case")
        return int(cursor.fetchone()[0])


def _history(row: tuple[Any, ...]) -> History:
    case, number, holder, area, category, channel, opened_at, facts, kinds, moments, outcome = row
    return History(
        case, number, holder, area, category, channel, opened_at,
        json.loads(facts), tuple(kinds), tuple(moments), outcome,
    )  # fmt: skip
