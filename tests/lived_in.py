"""A demo's data folder in which packs have shown their proofs: made once in a test run, and copied.

Installing the demo costs seconds of a processor, its proofs half a minute. What is tested is either the first
start, or what comes after it.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from jinlin.project.bundled import bundled_url
from tests.house import a_house

PROVES_WITHIN = 600  # seconds, on a machine that others share
TO_PROVE = """
    SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'prove_packs' AND status IN ('todo', 'doing')
"""


@contextmanager
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy, gone afterwards.

    It lies in none of pytest's own folders: as root, the database runs as another user, whom pytest shuts
    out of them.
    """
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "data"
        _copy(_model(tmp_path_factory), data)
        yield data


def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is copied; whoever of the run's processes comes first makes it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    model = shared / "lived-in"
    with (shared / "lived-in.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not model.exists():
            _make(model)
    return model


def _make(model: Path) -> None:
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "data"
        with a_house(data):
            wait_for_proofs(bundled_url(data / "pg") or "")
        _copy(data, model)


def wait_for_proofs(url: str) -> None:
    """Wait until the worker of the demo on this database has let the packs show their proofs."""
    until = time.monotonic() + PROVES_WITHIN
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(TO_PROVE).fetchone() != (0,):
            assert time.monotonic() < until, "the worker did not come to the end of the proofs"
            time.sleep(0.2)


def _copy(folder: Path, to: Path) -> None:
    """With its owners: the database refuses a folder that is somebody else's."""
    subprocess.run(["cp", "-a", str(folder), str(to)], check=True)  # noqa: S607 -- POSIX
