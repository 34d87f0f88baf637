"""The fixture that lets tests commit although the journal cannot be emptied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from jinlin.kernel.journal import actions
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.journal.models import Event
from jinlin.kernel.journal.tests.conftest import AT
from jinlin.project.fresh_database import fresh_database


def write() -> None:
    actions.append([Entry("case/1", "opened", "system", AT, {})])


def write_apart() -> None:
    try:
        write()
    finally:
        connections.close_all()


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(committed_db: str, time: str) -> None:
    assert not Event.objects.exists()
    write()
    with psycopg.connect(committed_db) as other:
        assert other.execute("SELECT count(*) FROM journal_event").fetchall() == [(1,)]


def test_threads_work_in_the_same_database(committed_db: str) -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(write_apart).result()
    assert Event.objects.count() == 1


def test_the_test_database_is_in_place_again_and_the_copy_is_gone(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        with suppress(ZeroDivisionError), fresh_database() as url:
            write()
            raise ZeroDivisionError  # however a test ends
        assert connection.settings_dict["NAME"] == before
        assert not Event.objects.exists()
        connection.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


@pytest.mark.django_db
def test_within_a_transaction_there_is_no_fresh_database() -> None:
    with pytest.raises(RuntimeError, match="do not ask for `db` too"), fresh_database():
        pass
