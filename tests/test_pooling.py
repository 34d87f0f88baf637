"""A pooler in transaction mode is refused in words; in session mode everything works through it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from jinlin.lib.errors import Unready
from jinlin.project.bundled import start_bundled, stop_bundled
from jinlin.project.pooling import refuse_shared_sessions, shares_sessions
from tests.house import COMMAND, ENDS_WITHIN, OWN_KEYS, environment, free_port, run

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
needs_pooler = pytest.mark.skipif(PGBOUNCER is None, reason="no pgbouncer on this machine")
CONFIGURATION = """
[databases]
* = host={host} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
unix_socket_dir =
pool_mode = {mode}
ignore_startup_parameters = extra_float_digits
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of the tests' own."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "pg"
        yield start_bundled(data)
        stop_bundled(data)


@contextmanager
def pooled(server: str, mode: str) -> Iterator[str]:
    """The address of a pooler before that server."""
    port = free_port()
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        host = str(psycopg.conninfo.conninfo_to_dict(server)["host"])
        file = Path(folder) / "pgbouncer.ini"
        file.write_text(CONFIGURATION.format(host=host, port=port, mode=mode))
        user = ["-u", owner := Path(host).owner()] if os.geteuid() == 0 else []
        if user:
            shutil.chown(folder, owner)
        pooler = subprocess.Popen([str(PGBOUNCER), "-q", *user, str(file)], stderr=subprocess.DEVNULL)
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        try:
            _wait_for(url)
            yield url
        finally:
            pooler.terminate()
            pooler.wait(ENDS_WITHIN)


def _wait_for(url: str) -> None:
    until = time.monotonic() + ENDS_WITHIN
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < until
            time.sleep(0.05)
        else:
            return


def test_without_a_pooler_nothing_is_refused(server: str) -> None:
    refuse_shared_sessions(server)


@needs_pooler
@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_a_pooler_that_shares_sessions_is_refused_in_words(server: str, mode: str) -> None:
    with pooled(server, mode) as url, pytest.raises(Unready, match="pool_mode = transaction"):
        refuse_shared_sessions(url)


@needs_pooler
def test_a_pooler_that_does_not_is_let_through(server: str) -> None:
    with pooled(server, "session") as url:
        assert not shares_sessions(url)


@needs_pooler
def test_no_command_works_through_one_that_shares_sessions(server: str, tmp_path: Path) -> None:
    with pooled(server, "transaction") as url:
        ended = run(tmp_path / "data", "migrate", DATABASE_URL=url, **OWN_KEYS)
    assert ended.returncode == 1
    assert "连接池" in ended.stderr


def test_a_migration_says_whom_it_waits_for(tmp_path: Path, server: str) -> None:
    with psycopg.connect(server, application_name="somebody", autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(hashtext('jinlin migrate'))")
        number = holder.info.backend_pid
        command = [*COMMAND, "migrate"]
        told = environment(tmp_path / "data", DATABASE_URL=server, **OWN_KEYS)
        migrating = subprocess.Popen(command, env=told, stderr=subprocess.PIPE, text=True)
        assert migrating.stderr
        sentence = migrating.stderr.readline()
        migrating.kill()
        migrating.communicate()
    assert f"session {number} (somebody" in sentence
    assert "正在等待" in sentence
