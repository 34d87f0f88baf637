"""Cases compared with the journal: rows with the last event of their stream, cards and files with theirs.

No Django here, so that a worker process of `verify` starts fast.
"""

from __future__ import annotations

from typing import NamedTuple

from jinlin.kernel.cases.imprint import COLUMNS, FACT, expression
from jinlin.kernel.journal import reading
from jinlin.kernel.journal.laws import Law
from jinlin.kernel.journal.recompute import Found
from jinlin.lib.words import Words

_AGREES = " ".join(f"WHEN '{number}' THEN e.imprint = {expression(number, 'c')}" for number in COLUMNS)
_DISAGREE = f"""
    SELECT c.id, c.number, c.revision, e.seq, (e.seq, e.hash) IS NOT DISTINCT FROM (c.revision, c.head)
      FROM case_case c LEFT JOIN LATERAL (
           SELECT seq, hash, facts::jsonb ->> '{FACT}' AS imprint FROM journal_event
            WHERE stream = 'case/' || c.id ORDER BY seq DESC LIMIT 1
      ) e ON true
     WHERE c.id > %(after)s AND c.id <= %(upto)s
       AND ((e.seq, e.hash) IS DISTINCT FROM (c.revision, c.head)
            OR NOT CASE split_part(e.imprint, ':', 1) {_AGREES} ELSE e.imprint IS NULL END)
"""  # noqa: S608 -- our own words

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
        "case/{0}第{1}张牌与记录不符",
        "case/{0}: card {1} is not as the journal tells it",
    ),
    Law(
        """
        WITH told AS (
            SELECT substr(stream, 6)::bigint AS case_id, (facts::jsonb ->> 'n')::int AS n,
                   facts::jsonb ->> 'media_type' AS media_type, (facts::jsonb ->> 'size')::int AS size,
                   facts::jsonb ->> 'digest' AS digest, facts::jsonb ->> 'privacy' AS privacy,
                   facts::jsonb ->> 'added_as' AS added_as, facts::jsonb ->> 'audience' AS audience
              FROM journal_event WHERE kind = 'attached' AND stream LIKE 'case/%'
        )
        SELECT case_id, n FROM told FULL JOIN case_attachment a USING (case_id, n)
          LEFT JOIN case_case c ON c.id = case_id
         WHERE (told.media_type, told.size, told.digest, told.privacy)
               IS DISTINCT FROM (a.media_type::text, a.size, a.digest::text, a.privacy::text)
            OR told.added_as <> a.added_as OR told.audience <> a.audience
            OR (c.sealed_key IS NULL) <> (octet_length(a.content) = 0)
            OR octet_length(a.content) BETWEEN 1 AND a.size
        """,
        "case/{0}第{1}个文件与记录不符",
        "case/{0}: file {1} is not as the journal tells it",
    ),
)


class Cases(NamedTuple):
    """A part: the rows with ids after one up to another."""

    after: int
    upto: int

    def check(self, connection: reading.Connection) -> Found:
        """Compare each with the last event of its stream."""
        rows = reading.rows(connection, _DISAGREE, self._asdict())
        return Found(0, 0, [str(_fault(*row)) for row in rows])


def _fault(case: int, number: str, revision: int, seq: int | None, is_last: bool) -> Words:
    called = f"case/{case} ({number})"
    if seq is None:
        return Words(zh=f"{called}：日志中没有它的记录", en=f"{called}: no event tells of it")
    if not is_last:
        return Words(
            zh=f"{called}：所记的第{revision}条不是其最后一条记录（第{seq}条）",
            en=f"{called}: it names event {revision} as its last, which is not its last, {seq}",
        )
    return Words(
        zh=f"{called}：表中内容与第{seq}条记录所载不符",
        en=f"{called}: what stands in its row is not what its event {seq} vouches for",
    )
