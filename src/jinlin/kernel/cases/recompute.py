"""Cases compared with the journal: rows with the last event of their stream, cards and files with theirs.

No Django here, so that a worker process of `verify` starts fast.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, LiteralString, NamedTuple

from jinlin.kernel.cases.imprint import COLUMNS, FACT, LATEST, imprint
from jinlin.kernel.journal import reading
from jinlin.kernel.journal.laws import Law
from jinlin.kernel.journal.recompute import Found
from jinlin.lib.words import Words

# The columns of `COLUMNS[LATEST]`, which hold those of all earlier numbers too.
_ROWS: LiteralString = """
    SELECT e.seq, e.hash, e.facts, c.revision, c.head,
           c.id, c.number, c.pack, c.type, c.definition, c.state, c.outcome, c.title, c.area, c.grid_cell,
           c.category, c.channel, c.holder, c.opener, c.parent, c.merged_into, c.source_key, c.people,
           c.requests, c.lon, c.lat, c.opened_at, c.due_at, c.closed_at, c.card, c.facts, c.tally, c.clock,
           c.tracking, c.sealed_key IS NOT NULL
      FROM case_case c LEFT JOIN LATERAL (
           SELECT seq, hash, facts FROM journal_event WHERE stream = 'case/' || c.id ORDER BY seq DESC LIMIT 1
      ) e ON true
     WHERE c.id > %(after)s AND c.id <= %(upto)s
"""
_PLACES = {
    number: [COLUMNS[LATEST].index(name) for name in names]
    for number, names in COLUMNS.items()
    if number != LATEST
}

LAWS = (
    Law(
        """
        SELECT e.stream FROM journal_event e
         WHERE e.seq = 1 AND e.stream LIKE 'case/%'
           AND NOT EXISTS (SELECT FROM case_case c WHERE c.id = substr(e.stream, 6)::bigint)
        """,
        "{0}：日志中有记录，事项表中没有这一件",
        "{0}: the journal tells of it, and there is no such case",
    ),
    Law(
        """
        WITH told AS (
            SELECT substr(stream, 6)::bigint AS case_id, (facts::jsonb ->> 'n')::int AS n, at,
                   CASE kind WHEN 'card.red' THEN 2 ELSE 1 END AS colour,
                   facts::jsonb ->> 'unit' AS unit, facts::jsonb ->> 'mark' AS mark
              FROM journal_event WHERE kind IN ('card.yellow', 'card.red') AND stream LIKE 'case/%'
        ), lifted AS (
            SELECT substr(stream, 6)::bigint AS case_id, (facts::jsonb ->> 'n')::int AS n, at
              FROM journal_event WHERE kind = 'card.lifted' AND stream LIKE 'case/%'
        )
        SELECT case_id, n FROM told LEFT JOIN lifted USING (case_id, n)
          FULL JOIN case_card c USING (case_id, n)
         WHERE (told.colour, told.unit, told.mark, told.at, lifted.at)
               IS DISTINCT FROM (c.colour::int, c.unit::text, c.mark::text, c.shown_at, c.removed_at)
        """,
        "case/{0} 第 {1} 张牌与记录不符",
        "case/{0}: card {1} is not as the journal tells it",
    ),
    Law(
        """
        WITH told AS (
            SELECT substr(stream, 6)::bigint AS case_id, (facts::jsonb ->> 'n')::int AS n,
                   facts::jsonb ->> 'media_type' AS media_type, (facts::jsonb ->> 'size')::int AS size,
                   facts::jsonb ->> 'digest' AS digest, facts::jsonb ->> 'privacy' AS privacy
              FROM journal_event WHERE kind = 'attached' AND stream LIKE 'case/%'
        )
        SELECT case_id, n FROM told FULL JOIN case_attachment a USING (case_id, n)
          LEFT JOIN case_case c ON c.id = case_id
         WHERE (told.media_type, told.size, told.digest, told.privacy)
               IS DISTINCT FROM (a.media_type::text, a.size, a.digest::text, a.privacy::text)
            OR (c.sealed_key IS NULL) <> (octet_length(a.content) = 0)
            OR octet_length(a.content) BETWEEN 1 AND a.size
        """,
        "case/{0} 第 {1} 个文件与记录不符",
        "case/{0}: file {1} is not as the journal tells it",
    ),
)


class Cases(NamedTuple):
    """A part: the rows with ids after one up to another."""

    after: int
    upto: int

    def check(self, connection: reading.Connection) -> Found:
        """Compare each with the last event of its stream."""
        count, faults = 0, []
        for count, row in enumerate(reading.rows(connection, _ROWS, self._asdict()), start=1):  # noqa: B007 -- counted
            faults += _faults(*row[:5], row[5:])
        return Found(count, 0, faults)


def _faults(
    seq: int | None, last: bytes, facts: str, revision: int, head: bytes, values: Sequence[Any]
) -> Iterator[str]:
    stream = f"case/{values[0]}"
    if seq is None:
        yield _fault(f"{stream}（{values[1]}）：日志中没有它的记录", f"{stream} ({values[1]}): no event tells of it")
    elif (revision, head) != (seq, last):
        yield _fault(
            f"{stream}（{values[1]}）：所记的第 {revision} 条不是其最后一条记录（第 {seq} 条）",
            f"{stream} ({values[1]}): it names event {revision} as its last, which is not its last, {seq}",
        )
    elif (told := json.loads(facts).get(FACT)) and not _agrees(told, values):
        yield _fault(
            f"{stream}（{values[1]}）：表中内容与第 {seq} 条记录所载不符",
            f"{stream} ({values[1]}): what stands in its row is not what its event {seq} vouches for",
        )


def _agrees(told: str, values: Sequence[Any]) -> bool:
    number = int(told.partition(":")[0])
    covered = [values[place] for place in _PLACES[number]] if number in _PLACES else values
    return imprint(covered, number) == told


def _fault(zh: str, en: str) -> str:
    return str(Words(zh=zh, en=en))
