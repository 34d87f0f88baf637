"""The database itself refuses to change what is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection

from jinlin.kernel.journal import actions, selectors
from jinlin.kernel.journal.chain import Entry

AT = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET facts = '{}'",
        "UPDATE journal_event SET actor = 'nobody' WHERE false",
        "DELETE FROM journal_event",
        "TRUNCATE journal_event",
        "UPDATE journal_seal SET size = 0",
        "DELETE FROM journal_seal",
        "TRUNCATE journal_seal",
    ],
)
def test_the_database_refuses_every_change_of_what_is_written_with_a_sentence(statement: str) -> None:
    actions.append([Entry("case/1", "opened", "person/1", AT, {})])
    with pytest.raises(DatabaseError) as refusal, connection.cursor() as cursor:
        cursor.execute(statement)
    for words in ("日志只增不改", "The journal only grows", "record a new event"):
        assert words in str(refusal.value)


@pytest.mark.django_db
def test_nobody_can_choose_the_position_of_an_event() -> None:
    with pytest.raises(DatabaseError, match="position"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (stream, seq, position, kind, actor, at, facts, hash) "
            "VALUES ('case/1', 1, 7, 'opened', 'system', now(), '{}', '')"
        )


@pytest.mark.django_db
def test_events_of_one_statement_keep_their_order() -> None:
    actions.append([Entry("case/1", f"act.{number}", "system", AT, {}) for number in range(50)])
    positions = [event.position for event in selectors.history("case/1")]
    assert positions == sorted(positions)
    assert len(set(positions)) == 50
