"""One command and everything runs; one signal and nothing is left."""

from __future__ import annotations

import json
import re
import signal
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from secrets import token_bytes, token_urlsafe
from tempfile import TemporaryDirectory

import pytest

from jinlin.project.bundled import bundled_url
from tests import docs
from tests.house import House, a_house, alive, free_port, run
from tests.lived_in import copied

OWN_KEYS = {"JINLIN_SECRET_KEY": token_urlsafe(48), "JINLIN_MASTER_KEY": b64encode(token_bytes(32)).decode()}


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A demo that runs while this file is tested."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder, a_house(Path(folder) / "data") as running:
        yield running


@pytest.fixture(scope="module")
def kept_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder on which one demo runs after the other."""
    with copied(tmp_path_factory) as data:
        yield data


@pytest.fixture
def own_house(kept_data: Path) -> Iterator[House]:
    """A demo that the test may break."""
    with a_house(kept_data) as running:
        yield running


def test_one_command_serves_a_page_that_names_the_installed_packs(house: House) -> None:
    status, _, page = house.get("/")
    assert status == 200
    assert "平安绥中联动指挥中心" in page


@pytest.mark.parametrize("path", ["/", "/api/v1/docs"])
def test_every_page_of_a_demo_says_that_it_is_one(house: House, path: str) -> None:
    assert "演示模式" in house.get(path)[2]


@pytest.mark.parametrize(
    "path", ["/", "/health", "/api/v1/docs", "/api/v1/cases", "/nothing/here", "/static/web/banner.css"]
)
def test_every_answer_of_a_demo_says_that_it_is_one(house: House, path: str) -> None:
    assert house.get(path)[1]["X-Jinlin-Demo"] == "1"


def test_the_printed_tokens_open_the_api(house: House) -> None:
    token = house.tokens()["shouli"]
    assert house.get("/api/v1/cases", Authorization=f"Bearer {token}")[0] == 200
    assert house.get("/api/v1/cases", Authorization=f"Bearer {token}x")[0] == 401


def test_health_tells_of_the_database_the_alarms_and_the_version(house: House) -> None:
    report = json.loads(house.get("/health")[2])
    assert report["database"] == "ok"
    assert report.keys() == docs.names(docs.section("metrics.md", "/health").partition("| trouble |")[0])


def test_the_demo_listens_on_loopback_alone(house: House) -> None:
    listening = [
        socket.laddr.ip
        for part in house.parts()
        for socket in part.net_connections()
        if socket.status == "LISTEN"
    ]
    assert set(listening) == {"127.0.0.1"}


def test_secrets_are_readable_by_their_owner_alone(house: House) -> None:
    keys = house.data / "keys"
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in [keys, *keys.glob("demo-*")]}
    assert modes == {
        "keys": "0o700", "demo-secret": "0o600", "demo-master": "0o600", "demo-tokens.json": "0o600",
        "demo-seal.p12": "0o600",
    }  # fmt: skip


def test_a_second_up_on_the_same_data_folder_is_told_who_has_it(house: House) -> None:
    second = run(house.data, "up")
    assert second.returncode == 1
    assert f"process {house.process.pid}" in second.stderr
    assert house.get("/health")[0] == 200


def test_other_commands_find_the_running_installation(house: House) -> None:
    found = run(house.data, "list", "--as", "shouli", "--format", "json")
    assert found.returncode == 0
    assert {"number", "state", "due"} <= json.loads(found.stdout)[0].keys()


def test_a_second_run_keeps_the_data_and_stops_with_ctrl_c(own_house: House) -> None:
    first = own_house.tokens()
    code, errors = own_house.end(signal.SIGINT)
    assert (code, errors) == (0, "")
    own_house.said.clear()
    assert own_house.start().tokens() == first


def test_sigterm_leaves_no_process(own_house: House) -> None:
    parts = own_house.parts()
    assert own_house.end(signal.SIGTERM) == (0, "")
    assert len(parts) > 4
    assert alive(parts) == []


@pytest.mark.parametrize(("command", "name"), [("serve", "web server"), ("worker", "worker")])
def test_when_a_part_dies_everything_stops_and_the_part_is_named(
    own_house: House, command: str, name: str
) -> None:
    parts = own_house.parts()
    own_house.part(command).kill()
    code, errors = own_house.wait()
    assert code == 1
    assert re.search(rf"The {name} ended by itself", errors)
    assert alive(parts) == []


def test_when_the_database_dies_everything_stops_and_it_is_named(own_house: House) -> None:
    parts = own_house.parts()
    own_house.database().kill()
    code, errors = own_house.wait()
    assert (code, "The database ended by itself" in errors) == (1, True)
    assert alive(parts) == []


def test_after_a_kill_the_children_end_and_the_next_run_takes_the_database_over(own_house: House) -> None:
    *children, database = own_house.parts()
    first = own_house.tokens()
    own_house.process.kill()
    own_house.wait()
    assert alive(children) == []
    own_house.said.clear()
    assert own_house.start().tokens() == first
    assert own_house.end()[0] == 0
    assert alive([database]) == []


def test_in_earnest_there_is_no_banner_and_no_account() -> None:
    with (
        TemporaryDirectory(prefix="jinlin-test-") as folder,
        a_house(Path(folder) / "data", "--no-demo", **OWN_KEYS) as running,
    ):
        _, headers, page = running.get("/")
        assert ("演示模式" in page, headers["X-Jinlin-Demo"], running.tokens()) == (False, None, {})
        assert not list((running.data / "keys").glob("demo-*"))


def test_no_entrance_takes_a_demos_database_in_earnest(own_house: House, tmp_path: Path) -> None:
    url = bundled_url(own_house.data / "pg") or ""
    for command in (
        ["serve", "--port", str(free_port())],
        ["worker"],
        ["migrate"],
        ["list", "--as", "shouli"],
    ):
        refused = run(tmp_path, *command, DATABASE_URL=url, **OWN_KEYS)
        assert (refused.returncode, "demo city" in refused.stderr) == (1, True), command


def test_the_data_of_a_demo_never_serve_in_earnest(own_house: House) -> None:
    own_house.end()
    refused = run(own_house.data, "up", "--no-demo", **OWN_KEYS)
    assert refused.returncode == 1
    assert "demo city" in refused.stderr
