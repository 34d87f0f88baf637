"""The worker outlives its database."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from jinlin.project.bundled import start_bundled, stop_bundled
from tests.house import COMMAND, ENDS_WITHIN, OWN_KEYS, environment, run


@pytest.fixture
def data() -> Iterator[Path]:
    """A migrated installation on a server of its own, which is not running."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "data"
        assert run(data, "migrate", **OWN_KEYS).returncode == 0
        yield data


@contextmanager
def database(data: Path) -> Iterator[str]:
    """The server on that folder, for a while."""
    url = start_bundled(data / "pg")
    try:
        yield url
    finally:
        stop_bundled(data / "pg")


def start_worker(data: Path, url: str) -> subprocess.Popen[str]:
    told = environment(data, DATABASE_URL=url, **OWN_KEYS)
    return subprocess.Popen([*COMMAND, "worker"], env=told, stderr=subprocess.PIPE, text=True)


def read_until(worker: subprocess.Popen[str], end: str) -> list[str]:
    """What the worker says, up to the line that has `end`; all of it if there is none."""
    assert worker.stderr
    said = []
    for line in worker.stderr:
        said.append(line)
        if end in line:
            break
    return said


def test_the_worker_says_once_that_the_database_is_gone_and_goes_on_when_it_is_back(data: Path) -> None:
    with database(data) as url:
        worker = start_worker(data, url)
    lost = read_until(worker, "the database is gone")
    with database(data):
        back = read_until(worker, "the database is gone no longer")
        worker.terminate()
        rest = worker.communicate(timeout=ENDS_WITHIN)[1].splitlines()
    said = [line.split("jinlin.worker: ")[-1] for line in (*lost, *back, *rest)]
    gone = [line for line in said if "is gone (" in line]
    assert sorted(line.split(":")[0] for line in gone) == sorted({line.split(":")[0] for line in gone})
    assert "no longer" in back[-1]
    assert worker.returncode == 0
