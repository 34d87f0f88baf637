"""The bundled PostgreSQL is told what machine it runs on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from jinlin.project.bundled import start_bundled, stop_bundled
from jinlin.project.tuning import INCLUDED, settings

GB = 1024**3


@pytest.mark.parametrize(
    ("memory", "buffers"), [(GB // 4, "128MB"), (2 * GB, "512MB"), (8 * GB, "2048MB"), (64 * GB, "2048MB")]
)
def test_a_quarter_of_the_memory_holds_pages_within_bounds(memory: int, buffers: str) -> None:
    assert settings(memory)["shared_buffers"] == buffers


@contextmanager
def running(folder: Path) -> Iterator[psycopg.Connection]:
    """A connection to the server on `folder`, for a while."""
    url = start_bundled(folder)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
    finally:
        stop_bundled(folder)


def shown(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row
    return str(row[0])


def test_the_server_goes_by_our_settings_and_by_an_administrators_before_ours() -> None:
    with TemporaryDirectory(prefix="jinlin-test-") as scratch:
        folder = Path(scratch) / "pg"
        with running(folder) as first:
            assert (shown(first, "random_page_cost"), shown(first, "work_mem")) == ("1.1", "16MB")
            first.execute("ALTER SYSTEM SET work_mem = '7MB'")
        with running(folder) as second:
            assert (shown(second, "random_page_cost"), shown(second, "work_mem")) == ("1.1", "7MB")
        assert (folder / "postgresql.conf").read_text().count(INCLUDED) == 1
