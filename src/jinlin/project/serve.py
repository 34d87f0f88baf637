"""The web server: granian."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from jinlin.project import installation, preflight
from jinlin.project.children import follow_parent
from jinlin.project.database import Part, this_is
from jinlin.project.places import data_folder

ENDS_WITHIN = 10  # seconds; a process that was told to end before it had begun does not hear it
HEADERS_WITHIN = 20_000  # milliseconds
CONNECTIONS = 2000  # that a process keeps open at once; one that waits costs it no thread


def serve(host: str, port: int, processes: int) -> None:
    """Serve until told to stop. `Unready` on unsafe secrets, and in a demo on any host but loopback."""
    this_is(Part.SERVER)
    preflight.check_host(host, demo=installation.is_demo())
    preflight.check_port(host, port)
    installation.refuse_unsafe(data_folder())
    follow_parent()
    server = Granian(
        "jinlin.project.wsgi:served",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,  # a proxy speaks it to us, and it has fewer ways to be kept busy
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        backpressure=CONNECTIONS,
        workers=processes,
        respawn_failed_workers=True,
        workers_kill_timeout=ENDS_WITHIN,
        log_level=LogLevels.warning,
    )
    with counting_together():
        _load_once()
        _check()
        server.serve()


@contextmanager
def counting_together() -> Iterator[None]:
    """A folder in which the web processes count requests together, for /metrics; gone afterwards."""
    with TemporaryDirectory(prefix="jinlin-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def _check() -> None:
    """Whether this code, these keys and this machine may work on the database."""
    from django.db import connection

    from jinlin.project import entrance

    entrance.check(data_folder())
    entrance.say_who_serves()
    connection.close()  # the processes that split off have connections of their own


def _load_once() -> None:
    """Load the application before the processes split: a fault in it shows here and at once, and they share
    what they never change."""
    from django.urls import get_resolver

    from jinlin.project import wsgi  # noqa: F401 -- importing sets Django up
    from jinlin.project.loading import load_and_keep

    _ = get_resolver().url_patterns  # which imports whatever answers a request
    load_and_keep()
