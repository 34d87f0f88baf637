"""A whole installation for the bench: the bundled database, the demo city, the packs, the real server."""

from __future__ import annotations

import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.lived_in import wait_for_proofs

from bench import apart
from jinlin.project import installation, lock, prepare
from jinlin.project.children import Children

STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Place:
    """The installation: its data folder, its database and the demo's tokens by user name."""

    data: Path
    url: str
    tokens: dict[str, str]


@contextmanager
def installed(data: Path | None) -> Iterator[Place]:
    """A migrated installation with every pack and the demo city, in `data` or gone afterwards."""
    with TemporaryDirectory(prefix="jinlin-bench-") as scratch:
        folder = (data or Path(scratch)).absolute()
        os.environ["JINLIN_DATA"] = str(folder)
        lock.make_data_folder(folder)
        with lock.held(folder):
            installation.use_demo(folder)
            with installation.bundled(folder):
                accounts = prepare.prepare(folder, demo=True)
                tokens = {account.username: account.token for account in accounts}
                yield Place(folder, os.environ["DATABASE_URL"], tokens)


@contextmanager
def serving() -> Iterator[int]:
    """The server and the worker as `jinlin up` runs them, once packs have shown their proofs; the port."""
    port = _free_port()
    children = Children()
    try:
        children.start("server", "serve", "--port", str(port))
        children.start("worker", "worker")
        _wait_for(f"http://127.0.0.1:{port}/health")
        wait_for_proofs(os.environ["DATABASE_URL"])
        yield port
    finally:
        children.stop()


def clients(place: Place, port: int, **plan: Any) -> dict[str, Any]:
    """Let the clients work, in their own process; what they saw."""
    return apart.run("bench.client", port=port, tokens=place.tokens, units=units(), **plan)


def units() -> dict[str, str]:
    """For each organisation of the demo city, an officer who deals with its cases."""
    from jinlin.packkit import demo

    offices = [row for row in demo.rows("offices") if row["role"] == "unit_officer"]
    return {row["organisation"]: row["username"] for row in offices}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 -- our own address
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
