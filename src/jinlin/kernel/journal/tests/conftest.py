"""What the tests of the journal share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from jinlin.kernel.journal import actions
from jinlin.kernel.journal.chain import Entry

AT = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def key_folder(settings: Settings, tmp_path: Path) -> Path:
    """Each test seals with a key of its own."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "keys"


@pytest.fixture
def three_cases(db: None) -> None:
    """Three cases with four events each."""
    for case in (1, 2, 3):
        actions.append(
            Entry(f"case/{case}", f"act.step{step}", "person/7", AT, {"step": step}) for step in (1, 2, 3, 4)
        )


@pytest.fixture
def tamper(db: None) -> Callable[[str], None]:
    """Change the journal behind its back, as whoever owns the database can."""

    def change(statement: str) -> None:
        with connection.cursor() as cursor:
            for table in ("journal_event", "journal_seal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)

    return change
