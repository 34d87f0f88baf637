"""Whether the house lives: what watchers are told, what is refused at once, and what is counted."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory
from psycopg import errors

from jinlin.kernel.alarms.actions import set_alarms
from jinlin.kernel.journal.health import CopyHealth, SealHealth
from jinlin.lib import clock
from jinlin.lib.errors import ReadOnly
from jinlin.project.logs import Lines, Numbered, Objects
from jinlin.project.postgresql import base, connecting
from jinlin.project.postgresql.connecting import Room
from jinlin.project.rsgi import Served
from jinlin.project.vitals import beats, metrics
from jinlin.project.vitals.number import HEADER, number_of, request_number
from jinlin.project.vitals.reading import Vitals, troubles
from jinlin.project.vitals.refusing import refusal, refused
from jinlin.project.vitals.watcher import State, watcher
from tests import docs

NOW = clock.now()
SEALED = SealHealth(3, NOW - timedelta(days=9), None, "", (), late=False)


@pytest.fixture
def seeing() -> Iterator[None]:
    """The thread of a web process runs, and sees what a test says it does."""
    before = (watcher.state, watcher.vitals)
    with patch.object(type(watcher), "is_running", True):
        watcher.has_looked.set()
        yield
    watcher.state, watcher.vitals = before


def refused_by(cause: Exception) -> OperationalError:
    """As Django tells a server's error."""
    trouble = OperationalError()
    trouble.__cause__ = cause
    return trouble


@pytest.mark.django_db
class TestHealth:
    def test_counts_alarms_that_should_have_rung(self, client: Client) -> None:
        now = clock.now()
        set_alarms({("case/1", "a"): now - timedelta(hours=1), ("case/2", "a"): now + timedelta(hours=1)})
        report = client.get("/health").json()
        assert (report["status"], report["alarms_overdue"]) == ("degraded", 1)
        assert "alarms-late" in {one["code"] for one in report["troubles"]}

    @pytest.mark.parametrize(
        ("trouble", "state"),
        [
            (refused_by(errors.DiskFull()), State.NO_ROOM),
            (refused_by(errors.UndefinedTable()), State.UNMIGRATED),
            (refused_by(errors.LockNotAvailable()), State.UNCONFIRMED),
            (ReadOnly(), State.READ_ONLY),
        ],
    )
    def test_tries_a_write_and_is_down_if_it_fails(
        self, client: Client, trouble: Exception, state: State
    ) -> None:
        with patch("jinlin.project.vitals.beats.write", side_effect=trouble):
            answer = client.get("/health")
        assert (answer.status_code, answer.json()["database"], answer.json()["status"]) == (
            503,
            state,
            "down",
        )

    def test_knows_of_a_full_disk_from_whoever_was_refused(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(base, "room", seen := Room())
        monkeypatch.setattr("jinlin.project.vitals.watcher.room", seen)
        assert client.get("/health").json()["database"] == "ok"
        with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$")
        assert client.get("/health").json()["database"] == "no-room"
        monkeypatch.setattr(connecting, "FULL_FOR", 0.0)  # later it is tried again
        assert client.get("/health").json()["database"] == "ok"

    def test_is_down_without_the_database(self, client: Client) -> None:
        with (
            patch("jinlin.project.vitals.beats.write", side_effect=OperationalError),
            patch("jinlin.project.vitals.watcher._reads", return_value=False),
        ):
            answer = client.get("/health")
        assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")

    def test_tells_a_database_that_reads_and_confirms_no_write_from_one_that_is_gone(
        self, client: Client
    ) -> None:
        with patch("jinlin.project.vitals.beats.write", side_effect=OperationalError):
            assert client.get("/health").json()["database"] == "unconfirmed"

    def test_needs_no_name_of_the_host(self, client: Client) -> None:
        for path in ("/health", "/ready", "/metrics"):
            assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code != 400

    def test_tells_a_silent_worker_from_one_at_work(self, client: Client) -> None:
        codes = {one["code"] for one in client.get("/health").json()["troubles"]}
        for part in beats.silent_after():
            beats.write(part)
        report = client.get("/health").json()
        assert ("worker-silent" in codes, report["troubles"]) == (True, [])
        assert set(report["worker_seen_seconds_ago"].values()) == {0}


class TestTroubles:
    def test_what_keeps_the_seals_is_told(self) -> None:
        copies = (CopyHealth("folder", 2, 1, "no room"), CopyHealth("webhook", 3, 0, ""))
        seen = Vitals.none()._replace(
            at=NOW,
            beats=dict.fromkeys(beats.silent_after(), NOW),
            seals=SEALED._replace(trouble="no key", copies=copies, late=True),
        )
        ((_, said),) = troubles(seen)
        assert said.en.endswith("no key; folder: no room")

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"oldest_alarm": NOW - timedelta(minutes=6), "alarms_due": 1}, "alarms-late"),
            ({"alarms_troubled": 1}, "alarms-troubled"),
            ({"oldest_message": NOW - timedelta(minutes=16), "messages_waiting": 840}, "messages-late"),
            ({"seals": SEALED._replace(trouble="no key", late=True)}, "seal-late"),
            ({"beats": {}}, "worker-silent"),
        ],
    )
    def test_each_is_told_and_documented(self, more: dict[str, Any], code: str) -> None:
        well = Vitals.none()._replace(at=NOW, beats=dict.fromkeys(beats.silent_after(), NOW))
        assert list(troubles(well)) == []
        assert {found for found, _ in troubles(well._replace(**more))} == {code}
        assert code in docs.names(docs.section("metrics.md", "/health"))

    def test_a_journal_without_news_needs_no_seal(self) -> None:
        old = Vitals.none()._replace(at=NOW, beats=dict.fromkeys(beats.silent_after(), NOW), seals=SEALED)
        assert list(troubles(old)) == []


class TestTheDoor:
    def test_refuses_everything_at_once_while_the_database_is_gone(
        self, client: Client, seeing: None
    ) -> None:
        watcher.state = State.GONE
        for path, kind in (("/", "text/html"), ("/api/v1/cases", "application/problem+json")):
            answer = client.get(path)
            assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (503, kind)
            assert answer["Retry-After"]
        assert client.get("/ready").status_code == 503

    @pytest.mark.parametrize("state", [State.READ_ONLY, State.NO_ROOM, State.UNCONFIRMED])
    def test_lets_readers_in_while_nothing_can_be_written(self, state: State) -> None:
        assert refusal(state, "GET") is None
        problem = refusal(state, "POST")
        assert problem is not None
        assert problem.status == 503
        page = refused(RequestFactory().post("/report/"), problem)
        assert problem.say.zh in page.content.decode()

    def test_says_that_it_can_be_read_from(self, client: Client, seeing: None) -> None:
        watcher.state = State.READ_ONLY
        assert (client.get("/ready").status_code, client.get("/health").status_code) == (200, 503)

    def test_counts_nothing_that_was_seen_long_ago(
        self, client: Client, seeing: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        watcher.state = State.SERVES
        monkeypatch.setattr(watcher, "looked", watcher.looked - 3600)
        assert (client.get("/ready").status_code, client.get("/health").status_code) == (503, 503)


@pytest.mark.django_db
class TestTheNumberOfARequest:
    def test_that_a_proxy_gave_is_kept_and_one_is_made_otherwise(self, client: Client) -> None:
        assert client.get("/health", headers={HEADER: "proxy-0123456789"})[HEADER] == "proxy-0123456789"
        assert re.fullmatch(r"[0-9a-f]{16}", client.get("/health")[HEADER])

    @pytest.mark.parametrize("given", ["", "short", "x" * 65, "two words 123", "line\nbreak12"])
    def test_is_none_of_a_strangers_making(self, given: str) -> None:
        assert number_of(given) != given

    def test_stands_in_every_line_of_the_log(self) -> None:
        record = logging.LogRecord("jinlin.api", logging.ERROR, "", 0, "It %s", ("failed",), None)
        held = request_number.set("0123456789abcdef")
        try:
            assert Numbered().filter(record)
        finally:
            request_number.reset(held)
        told = json.loads(Objects().format(record))
        assert (told["request"], told["say"], told["level"]) == ("0123456789abcdef", "It failed", "ERROR")
        assert Lines("%(message)s").format(record) == "It failed [0123456789abcdef]"


@pytest.mark.django_db
class TestMetrics:
    def test_are_all_documented_and_no_other(self) -> None:
        assert metrics.names() == docs.names(docs.section("metrics.md", "/metrics"))

    def test_are_closed_until_somebody_opens_them(self, client: Client, settings: Any) -> None:
        assert client.get("/metrics").status_code == 403
        settings.JINLIN_METRICS_TOKEN = "a token of the test"
        assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 403
        told = client.get("/metrics", headers={"Authorization": "Bearer a token of the test"})
        assert told.status_code == 200
        assert f'jinlin_info{{version="{version("jinlin")}"}} 1.0' in told.content.decode()

    def test_are_open_to_the_addresses_that_are_named(self, client: Client, settings: Any) -> None:
        settings.JINLIN_METRICS_FROM = [ip_network("192.0.2.0/24")]
        inside: dict[str, Any] = {"REMOTE_ADDR": "192.0.2.9"}
        assert client.get("/metrics", **inside).status_code == 200
        assert client.get("/metrics", REMOTE_ADDR="198.51.100.1").status_code == 403

    def test_name_routes_and_never_what_opens_a_matter(self, client: Client, settings: Any) -> None:
        settings.JINLIN_METRICS_TOKEN = "t"
        client.get("/feeds/deadlines/a-secret-of-somebody.ics")
        told = client.get("/metrics", headers={"Authorization": "Bearer t"}).content.decode()
        assert "jinlin_requests_total" in told
        assert "secret-of-somebody" not in told


def test_a_beat_is_one_row_a_part_and_old_ones_go(db: None) -> None:
    with clock.travel(NOW - timedelta(days=2)):
        beats.write("lists")
    beats.write("alarms")
    beats.write("alarms")
    assert set(beats.seen()) == {"alarms"}


def test_a_part_that_makes_many_rounds_writes_once(db: None, django_assert_num_queries: Any) -> None:
    pulse = beats.Pulse()
    with django_assert_num_queries(1):
        for _ in range(50):
            pulse.beat("alarms")
    assert connection.vendor == "postgresql"


def test_who_watches_is_answered_while_every_thread_waits() -> None:
    """`rsgi.Served` gives the watched addresses a thread that no other request can take."""
    free = threading.Event()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/":
            free.wait()
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def ask() -> bytes:
        served = Served(application, 1)
        served.__rsgi_init__(asyncio.get_running_loop())
        stuck = asyncio.create_task(served.__rsgi__(asked("/"), cast(Any, Protocol())))
        await asyncio.sleep(0)
        told: Any = Protocol()
        await served.__rsgi__(asked("/health"), told)
        assert not stuck.done()
        free.set()
        await stuck
        return bytes(told.content)

    assert asyncio.run(ask()) == b"/health"


class Protocol:
    """Granian's side of one request."""

    content = b""

    def response_bytes(self, status: int, headers: Any, content: bytes) -> None:
        self.content = content


def asked(path: str) -> Any:
    return SimpleNamespace(
        server="127.0.0.1:1", method="GET", path=path, query_string="", http_version="1.1",
        client="127.0.0.1:2", scheme="http", headers={},
    )  # fmt: skip
