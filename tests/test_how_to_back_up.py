"""The commands of the how-to pages are run as they stand: back-up, restore, going back, taking over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from jinlin.project.bundled import bundled_url, start_bundled, stop_bundled
from tests import docs
from tests.storm.pair import ACCESS, Server, owner_of, wait_until

PAGE = docs.DOCS / "how-to" / "back-up-and-restore.md"
TWO = docs.DOCS / "how-to" / "two-databases.md"
BLOCK = r"<!-- {mark} -->\n```\n(.*?)^```$"


def blocks(page: Path, mark: str) -> list[str]:
    """The code that a page marks so."""
    return re.findall(BLOCK.format(mark=re.escape(mark)), docs.text_of(page), re.MULTILINE | re.DOTALL)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for the database, its back-ups and what comes of them."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "data").mkdir()
        yield Path(folder)


def programs(url: str) -> Path:
    """Where the programs of the server lie that answers there."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    assert row
    return Path(row[0])


def shell(text: str, path: Path, user: str | None, variables: Mapping[str, object]) -> None:
    """Run commands; any that fails ends them."""
    told = {**os.environ, "PATH": f"{path}:{os.environ['PATH']}"}
    told |= {name: str(value) for name, value in variables.items()}
    ended = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", text], env=told, capture_output=True, text=True, check=False,
        user=user, group=user, extra_groups=[] if user else None,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


def test_a_back_up_restores(home: Path) -> None:
    data, backups, restored = home / "data", home / "backups", home / "restored"
    for folder in (backups, restored, data / "keys"):
        folder.mkdir(exist_ok=True)
    (data / "keys" / "seal.pem").write_text("made up for a test")
    url = start_bundled(data / "pg")
    try:
        own = url.replace("/postgres?", "/restored?")
        variables = {"DATABASE_URL": url, "SERVER_URL": url, "RESTORED_URL": own, "RESTORED_DATA": restored,
                     "JINLIN_DATA": data, "JINLIN_BACKUPS": backups}  # fmt: skip
        with psycopg.connect(url) as here:
            here.execute("CREATE TABLE said AS SELECT 'kept' AS what")
        for mark in ("run: as jinlin", "run: as jinlin, to restore"):
            (commands,) = blocks(PAGE, mark)
            shell(commands, programs(url), None, variables)
        with psycopg.connect(own) as there:
            assert there.execute("SELECT what FROM said").fetchall() == [("kept",)]
    finally:
        stop_bundled(data / "pg")
    assert (restored / "keys" / "seal.pem").read_text() == "made up for a test"
    assert not list(backups.glob("*.part"))


@pytest.fixture
def primary(home: Path) -> Iterator[Server]:
    """The installation's database as a server on TCP, set up as the page says."""
    folder = home / "data" / "pg"
    start_bundled(folder)
    there = programs(bundled_url(folder) or "")
    stop_bundled(folder)
    user = owner_of(folder)
    for name in ("archive", "work"):
        (home / name).mkdir()
        if user:
            shutil.chown(home / name, user)
    (settings,) = blocks(PAGE, "settings")
    with (folder / "postgresql.conf").open("a") as whole:
        whole.write(settings.replace("$ARCHIVE", str(home / "archive")))
    with (folder / "pg_hba.conf").open("a") as access:
        access.write(ACCESS)
    server = Server(folder, there, user)
    server.start()
    yield server
    server.kill()


def test_a_moment_can_be_gone_back_to(home: Path, primary: Server) -> None:
    back, (commands,) = blocks(PAGE, "run: as the database, to go back"), blocks(PAGE, "run: as the database")
    there = {"PGHOST": "127.0.0.1", "PGPORT": primary.port, "PGUSER": "postgres",
             "BASE": home / "work" / "base", "RESTORED": home / "work" / "restored",
             "ARCHIVE": home / "archive"}  # fmt: skip
    shell(commands, primary.programs, primary.user, there)
    with psycopg.connect(primary.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE said (what text)")
        connection.execute("INSERT INTO said VALUES ('kept')")
        (moment,) = connection.execute("SELECT clock_timestamp()::text").fetchone() or ("",)
        connection.execute("INSERT INTO said VALUES ('a mistake')")
        connection.execute("SELECT pg_switch_wal()")
        wait_until(lambda: any((home / "archive").glob("????????????????????????")))
        connection.execute("CHECKPOINT")
        _wait_for_archive(connection)
    shell(back[0], primary.programs, primary.user, {**there, "MOMENT": moment})
    restored = Server(home / "work" / "restored", primary.programs, primary.user)
    restored.start("archive_mode=off")
    try:
        with psycopg.connect(restored.url, autocommit=True) as connection:
            wait_until(lambda: connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,))
            assert connection.execute("SELECT what FROM said").fetchall() == [("kept",)]
    finally:
        restored.kill()


def _wait_for_archive(connection: psycopg.Connection) -> None:
    switched = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert switched
    wait_until(
        lambda: (
            connection.execute(
                "SELECT last_archived_wal >= %s FROM pg_stat_archiver", [switched[0]]
            ).fetchone()
            == (True,)
        )
    )


def test_a_standby_stands_by_and_takes_over(home: Path, primary: Server) -> None:
    making, promoting = blocks(TWO, "run: as the database")
    (waiting,) = blocks(TWO, "run: on the primary")
    standby = Server(home / "work" / "standby", primary.programs, primary.user)
    there = {"STANDBY": standby.folder, "PRIMARY_HOST": "127.0.0.1", "PRIMARY_PORT": primary.port,
             "REPLICATOR": "postgres"}  # fmt: skip
    shell(making, primary.programs, primary.user, there)
    standby.start("archive_mode=off")
    try:
        with psycopg.connect(primary.url, autocommit=True) as connection:
            for statement in waiting.split(";\n"):
                if statement.strip():
                    connection.execute(statement.encode())
            wait_until(lambda: connection.execute(
                "SELECT sync_state FROM pg_stat_replication").fetchone() == ("sync",))  # fmt: skip
            connection.execute("CREATE TABLE said AS SELECT 'kept' AS what")
        primary.kill()
        shell(promoting, primary.programs, primary.user, there)
        with psycopg.connect(standby.url) as connection:
            assert connection.execute("SELECT what FROM said").fetchall() == [("kept",)]
    finally:
        standby.kill()
