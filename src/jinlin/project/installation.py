"""Opening the installation for one command: its database, its keys, Django."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinlin.lib.errors import Unready
from jinlin.project import bundled as own
from jinlin.project import database, keys, lock
from jinlin.project.places import data_folder

SETTINGS = "jinlin.project.settings"


def load_django() -> None:
    """Read the settings and load every room; no database is asked."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


@contextmanager
def opened() -> Iterator[None]:
    """The installation, ready for one command.

    `DATABASE_URL` names the server; without it, the bundled one is used that runs on the data folder, or is
    started for as long as the command takes. Demo keys are found in the data folder.
    """
    with opened_to_look():
        from jinlin.project import guard

        guard.refuse_older(data_folder())
        yield


@contextmanager
def opened_to_look() -> Iterator[None]:
    """The same for one that only looks, or accepts: it may be an older dump that was restored."""
    data = data_folder()
    use_keys(data)
    refuse_unsafe(data)
    with _database(data):
        load_django()
        from jinlin.project import entrance
        from jinlin.project.demo import check_database

        check_database(demo=is_demo())
        entrance.check_looking(data)
        yield


def is_demo() -> bool:
    """Whether this process serves a demo, whose accounts and keys are no secret."""
    return os.environ.get("JINLIN_DEMO") == "1"


def refuse_unsafe(data: Path) -> None:
    """`Unready` on secrets that must not serve; every entrance asks, before it opens anything."""
    keys.refuse_unsafe(keys.from_environment(), demo=is_demo(), data=data)


def use_keys(data: Path) -> None:
    """Take the demo's keys, if a demo lives on this data folder and the environment names no others."""
    if not any(keys.from_environment()) and keys.has_demo_keys(data):
        use_demo(data)


def use_demo(data: Path) -> None:
    """Go into demo mode: its own keys, for this process and its children."""
    secret, master = keys.demo_keys(data)
    os.environ.update(JINLIN_DEMO="1", JINLIN_SECRET_KEY=secret, JINLIN_MASTER_KEY=master)


@contextmanager
def _database(data: Path) -> Iterator[None]:
    url = os.environ.get("DATABASE_URL", "")
    if url:
        database.check_server(url)
        yield
        return
    running = own.bundled_url(data / "pg")
    if running and database.answers(running):
        os.environ["DATABASE_URL"] = running
        yield
        return
    with _bundled_for_a_while(data):
        yield


@contextmanager
def _bundled_for_a_while(data: Path) -> Iterator[None]:
    if not (data / "pg" / "PG_VERSION").is_file():
        raise Unready(
            f"{data} 中还没有安装，请先运行 jinlin up 或 jinlin migrate，或设置 DATABASE_URL",
            f"Nothing is installed in {data} yet: run jinlin up or jinlin migrate first, or set DATABASE_URL",
        )
    lock.make_data_folder(data)
    with lock.held(data), bundled(data):
        yield


@contextmanager
def bundled(data: Path) -> Iterator[Callable[[], str | None]]:
    """The bundled server on `data`, whose lock we hold; `DATABASE_URL` names it meanwhile.

    Gives a look that says "database" once the server has ended by itself.
    """
    folder = data / "pg"
    os.environ["DATABASE_URL"] = own.start_bundled(folder)
    try:
        yield lambda: None if own.bundled_url(folder) else "database"
    finally:
        del os.environ["DATABASE_URL"]
        own.stop_bundled(folder)
