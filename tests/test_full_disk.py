"""The database's disk fills up under a load of writes, and gets room again: no acknowledged write is lost.

Only as root, who may mount a small disk, and in the long form: `make soak`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Event
from typing import IO

import pytest

from tests.storm.failover import health
from tests.storm.ledger import Ledger
from tests.storm.officers import PATIENCE, Officer
from tests.storm.pair import wait_until
from tests.storm.place import Place, prepared
from tests.storm.reckoning import reckon
from tests.storm.storm import wait_for_calm

ROOM = 200 * 1024**2  # bytes beside what the installation takes
FULL_FOR = 5.0  # seconds
MAY_MOUNT = os.environ.get("JINLIN_FULL_DISK") == "1" and os.geteuid() == 0


@pytest.fixture
def small(lived_in: Path) -> Iterator[Path]:
    """The installation on a disk with little room."""
    held = sum(one.lstat().st_size for one in lived_in.rglob("*"))
    with TemporaryDirectory(prefix="jinlin-test-") as disk:
        _run("mount", "-t", "tmpfs", "-o", f"size={held + ROOM},mode=755", "tmpfs", disk)
        try:
            _run("cp", "-a", str(lived_in), f"{disk}/data")
            yield Path(disk) / "data"
        finally:
            _run("umount", "--lazy", disk)


@pytest.mark.skipif(not MAY_MOUNT, reason="the long form, as root: make soak")
def test_every_acknowledged_write_outlives_a_full_disk(small: Path) -> None:
    place, ledger, calm = prepared(small), Ledger(), Event()
    try:
        place.start()
        wait_until(lambda: health(place)[0] == "ok")
        officers = [Officer(f"officer-{n}", place, ledger, calm, token_hex(4)) for n in range(3)]
        for one in officers:
            one.start()
        assert ledger.wait_for(10, PATIENCE)
        _fill_and_make_room(place)
        assert ledger.wait_for(10, 2 * PATIENCE)
        calm.set()
        for one in officers:
            one.join(PATIENCE)
        wait_for_calm(place, ledger)
        assert (ledger.faults, reckon(place, ledger)[1]) == ([], [])
    finally:
        calm.set()
        place.stop()


def _fill_and_make_room(place: Place) -> None:
    """Until nothing can be written, a while, and then room again; a server that gave up is started anew."""
    ballast = place.data / "ballast"
    with ballast.open("wb", buffering=0) as file:
        wait_until(lambda: _is_filled(file) and health(place)[0] != "ok")
        Event().wait(FULL_FOR)
    ballast.unlink()
    if place.database.process is None or place.database.process.poll() is not None:
        place.database.start()


def _is_filled(file: IO[bytes]) -> bool:
    try:
        while file.write(bytes(1024**2)):
            pass
    except OSError:
        return True
    return False


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
