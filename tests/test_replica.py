"""What may be some seconds old is read from a replica, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from jinlin.kernel.registry.actions import bump, install_areas
from jinlin.lib.errors import ReadOnly
from jinlin.project.reading import ROUTES
from jinlin.project.vitals.health import health
from jinlin.project.vitals.watcher import Watcher
from jinlin.web.replica import ALIAS, COOKIE, MOST_BEHIND, elsewhere, replica
from tests.storm.pair import Pair, owner_of, wait_until
from tests.storm.place import Place, prepared

AREA = {"code": "990101", "name": "示例县", "parent": "", "level": "county", "valid_from": "2000-01-01"}
LIST = "/api/v1/areas"


@pytest.fixture
def late(committed_db: str) -> Iterator[None]:
    """A replica that knows nothing yet of the area that the primary has: the empty test database."""
    del committed_db
    install_areas([AREA])
    template = str(connection.settings_dict["NAME"]).rpartition("_")[0]
    settings.DATABASES[ALIAS] = {**connection.settings_dict, "NAME": template}
    replica.behind = timedelta(0)
    try:
        yield
    finally:
        replica.behind = None
        connections[ALIAS].close()
        del connections[ALIAS], settings.DATABASES[ALIAS]


def names(**headers: str) -> list[str]:
    return told(Client(), **headers)


def told(client: Client, **headers: str) -> list[str]:
    answer = client.get(LIST, headers=headers)
    assert answer.status_code == 200
    return [one["name"] for one in answer.json()["items"]]


class TestAPublicList:
    def test_is_read_from_the_replica(self, late: None) -> None:
        assert names() == []
        assert connection.alias == "default"

    def test_is_read_from_the_primary_by_whoever_has_just_written(self, late: None) -> None:
        browser = Client()
        browser.post("/language", {"language": "en"})
        assert browser.cookies[COOKIE]["max-age"] > MOST_BEHIND.total_seconds()
        assert told(browser) == ["示例县"]

    def test_is_read_from_the_primary_with_a_tracking_code(self, late: None) -> None:
        request = RequestFactory().get(LIST, headers={"X-Tracking-Code": "x"})
        with elsewhere(request) as asked:
            assert not asked

    def test_is_read_from_the_primary_while_the_replica_is_too_far_behind(self, late: None) -> None:
        replica.behind = MOST_BEHIND + timedelta(seconds=1)
        assert names() == ["示例县"]

    def test_is_read_from_the_primary_when_the_replica_fails(self, late: None) -> None:
        connections[ALIAS].settings_dict["HOST"] = "/nowhere"
        assert names() == ["示例县"]
        assert replica.behind is None


def test_nothing_is_written_elsewhere(late: None) -> None:
    with elsewhere(RequestFactory().get(LIST)) as asked, connection.cursor() as cursor:
        assert asked
        cursor.execute("SET default_transaction_read_only = on")  # as a standby is
        with pytest.raises(ReadOnly):
            bump()


def test_a_request_that_writes_is_never_read_elsewhere(late: None) -> None:
    with elsewhere(RequestFactory().post(LIST)) as asked:
        assert not asked


def test_health_tells_how_far_it_is_behind(late: None) -> None:
    watcher = Watcher()
    watcher.look()
    assert replica.behind is None  # no server has left a moment there
    found = json.loads(health(RequestFactory().get("/health")).content)
    assert found["replica_behind_seconds"] is None
    assert "replica-away" in {one["code"] for one in found["troubles"]}


def test_every_address_that_is_read_elsewhere_is_there() -> None:
    def routes(of: URLResolver, before: str = "") -> Iterator[str]:
        for one in of.url_patterns:
            route = before + str(one.pattern).removeprefix("^")
            if isinstance(one, URLPattern):
                yield route
            else:
                yield from routes(one, route)

    assert set(routes(get_resolver())) >= ROUTES


@pytest.fixture
def served(lived_in: Path) -> Iterator[tuple[Place, Pair]]:
    """A server with a primary and a standby, which it reads from."""
    place, folder = prepared(lived_in), lived_in / "pg"
    pair = Pair(folder, Path(place.database.command[0]).parent, owner_of(folder))
    place.server.environment |= {"DATABASE_URL": pair.primary.url, "JINLIN_REPLICA": pair.standby.url}
    place.server.command += ["--processes", "1"]  # each looks for itself, from its first request on
    try:
        place.server.start()
        yield place, pair
    finally:
        place.stop()
        pair.stop()


def test_a_standby_answers_and_the_primary_when_it_has_gone(served: tuple[Place, Pair]) -> None:
    place, pair = served
    token = next(iter(place.tokens.values()))
    wait_until(lambda: asked(place, "/health").get("replica_behind_seconds") is not None)
    with psycopg.connect(pair.standby.url, autocommit=True) as standby:
        standby.execute("SELECT pg_wal_replay_pause()")
    with psycopg.connect(pair.primary.url, autocommit=True) as primary:
        primary.execute("UPDATE registry_area SET name = '改名县' WHERE code = '990101'")
        primary.execute("UPDATE registry_revision SET number = nextval('registry_revision_number')")
    assert "改名县" not in str(asked(place, LIST))
    assert "改名县" in str(asked(place, LIST, Authorization=f"Bearer {token}"))
    pair.standby.kill()
    assert "改名县" in str(asked(place, LIST))
    wait_until(lambda: asked(place, "/health")["database"] == "unconfirmed")  # it was the synchronous one
    assert "改名县" in str(asked(place, LIST))
    assert asked(place, "/api/v1/cases", "POST")["title"]


def asked(place: Place, path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """The answer; nothing while nobody answers."""
    line = HTTPConnection("127.0.0.1", place.port, timeout=60)
    try:
        line.request(method, path, headers=headers)
        found: dict[str, Any] = json.load(line.getresponse())
    except OSError:
        return {}
    finally:
        line.close()
    return found
