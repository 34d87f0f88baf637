"""A start that cannot succeed says why in one sentence, in both languages, before anything is started."""

from __future__ import annotations

import base64
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from jinlin.kernel.registry.tests.samples import county
from jinlin.lib.errors import Unready
from jinlin.project.demo import check_database
from tests.house import free_port, run
from tests.pretender import pretender

SECRET = secrets.token_urlsafe(48)
MASTER = base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the data would lie."""
    return tmp_path / "data"


def assert_one_sentence(ended: CompletedProcess[str], data: Path, *parts: str) -> None:
    assert ended.returncode == 1
    sentence, *help_lines = ended.stderr.splitlines()
    assert all(part in sentence for part in parts), ended.stderr
    assert len(help_lines) <= 1
    assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence)
    assert not (data / "pg").exists()


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield int(somebody.getsockname()[1])


def test_a_port_in_use(data: Path, taken_port: int) -> None:
    ended = run(data, "up", "--port", str(taken_port))
    assert_one_sentence(ended, data, f"127.0.0.1:{taken_port}", "--port")


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    data = tmp_path / "file" / "data"
    assert_one_sentence(run(data, "up"), data, str(data), "cannot be written")


@pytest.mark.parametrize("url", ["not a url", "mysql://u:geheim@h/db", "postgresql://h/db?x=y"])
def test_a_database_url_that_is_none_is_not_repeated_since_it_may_hold_a_password(
    data: Path, url: str
) -> None:
    ended = run(data, "up", "--port", str(free_port()), DATABASE_URL=url)
    assert_one_sentence(ended, data, "DATABASE_URL is not the address of a database")
    assert "geheim" not in ended.stderr


def test_a_database_url_where_nobody_listens(data: Path) -> None:
    port = free_port()
    ended = run(
        data, "up", "--port", str(free_port()), DATABASE_URL=f"postgresql://u:geheim@127.0.0.1:{port}/db"
    )
    assert_one_sentence(ended, data, "DATABASE_URL", str(port), "does not let us in")
    assert "geheim" not in ended.stderr


def test_a_database_url_with_a_wrong_password(data: Path) -> None:
    with pretender(refuse="password authentication failed for user") as url:
        ended = run(data, "up", "--port", str(free_port()), DATABASE_URL=url)
    assert_one_sentence(ended, data, "password authentication failed", "does not let us in")


def test_a_server_too_old(data: Path) -> None:
    with pretender(version="14.9") as url:
        ended = run(data, "up", "--port", str(free_port()), DATABASE_URL=url)
    assert_one_sentence(ended, data, "PostgreSQL 14", "15 or later")


def test_a_database_that_does_not_exist(data: Path) -> None:
    url = os.environ["DATABASE_URL"].replace("/postgres?", "/no_such_database?")
    ended = run(data, "up", "--port", str(free_port()), DATABASE_URL=url)
    assert_one_sentence(ended, data, "no_such_database", "does not exist")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])  # noqa: S104 -- that is what is refused
def test_a_demo_on_another_host_than_loopback(data: Path, host: str) -> None:
    assert_one_sentence(run(data, "up", "--host", host), data, host, "loopback alone")


@pytest.mark.parametrize(
    "command", [("up", "--no-demo"), ("serve",), ("worker",), ("migrate",), ("list", "--as", "x"), ("rekey",)]
)
def test_secrets_that_must_not_serve_in_earnest(data: Path, command: tuple[str, ...]) -> None:
    ended = run(data, *command, JINLIN_SECRET_KEY="demo-" + SECRET, JINLIN_MASTER_KEY=MASTER)
    assert_one_sentence(ended, data, "demo mode only")


def test_serving_a_demo_on_another_host_than_loopback(data: Path) -> None:
    ended = run(data, "serve", "--host", "0.0.0.0", JINLIN_DEMO="1")  # noqa: S104 -- that is what is refused
    assert_one_sentence(ended, data, "loopback alone")


def test_the_demo_city_is_never_put_among_real_people(db: None) -> None:
    county()
    with pytest.raises(Unready, match="real installation"):
        check_database(demo=True)
    check_database(demo=False)
