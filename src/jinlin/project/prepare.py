"""Bringing the database up to date: tables, packs, and in a demo the demo city."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinlin.lib.errors import NotFound
from jinlin.project import database, installation, lock
from jinlin.project.places import data_folder
from jinlin.project.waiting import says_whom_it_waits_for

if TYPE_CHECKING:
    from collections.abc import Collection

    from jinlin.packkit.pack import Pack
    from jinlin.project.announce import Account


PAUSE = 0.5  # seconds
_OUR_TURN = "SELECT pg_try_advisory_lock(hashtext('jinlin migrate'))"


def prepare(data: Path, *, demo: bool) -> list[Account]:
    """Migrate and install everything that is not installed yet; the demo's accounts, if it is one."""
    installation.load_django()
    from jinlin.project import demo as demo_city

    try:
        _migrate()
        packs = _install_packs(None if demo else ())  # who makes a pack undoes a change now and then
        if demo:
            accounts = demo_city.install(data)
            for pack in packs:
                _bring_to_life(pack)
            _let_packs_prove_themselves()
            return accounts
        return []
    finally:
        _let_go_of_the_database()


def _bring_to_life(pack: Pack) -> None:
    """What lately happened in the demo county. A case that was told wrong is missing there, and said here:
    for want of an example no installation stays down."""
    from jinlin.packkit.faults import PackBroken
    from jinlin.packkit.living import bring_to_life

    try:
        bring_to_life(pack)
    except PackBroken as broken:
        for one in broken.faults:
            print(one, file=sys.stderr, flush=True)


def migrate_installation(data: Path, back: Collection[str] = ()) -> None:
    """What `jinlin migrate` does: tables and packs, on the server of `DATABASE_URL` or the bundled one. The
    packs in `back` may go back to an older version."""
    installation.use_keys(data)
    installation.refuse_unsafe(data)
    if os.environ.get("DATABASE_URL"):
        database.check_ground(os.environ["DATABASE_URL"])
        _migrate_and_install(back)
        return
    lock.make_data_folder(data)
    with lock.held(data), installation.bundled(data):
        _migrate_and_install(back)


def _migrate_and_install(back: Collection[str]) -> None:
    installation.load_django()
    try:
        _migrate()
        _install_packs(back)
    finally:
        _let_go_of_the_database()


def _migrate() -> None:
    """Run the migrations that are missing; one at a time, whoever else tries, while servers of the release
    before go on. `Unready` for a database that is not for this code or these keys, or that is a demo's and
    should not be, or the other way round: before anything is changed, if its tables tell."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from jinlin.project import entrance, grants, owner, releases
    from jinlin.project.demo import check_database

    check_database(demo=installation.is_demo())
    owner.refuse_others("jinlin migrate")
    connection.ensure_connection()
    with says_whom_it_waits_for(os.environ["DATABASE_URL"], connection.connection.info.backend_pid):
        _wait_for_our_turn()
        releases.refuse_to_go_back()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        grants.renew()
    check_database(demo=installation.is_demo())
    entrance.register()
    entrance.check(data_folder())


def _wait_for_our_turn() -> None:
    """Not by waiting for the lock: whoever makes an index beside others waits for every statement to end."""
    from django.db import connection

    with connection.cursor() as cursor:
        while not cursor.execute(_OUR_TURN).fetchone()[0]:
            time.sleep(PAUSE)


def _install_packs(back: Collection[str] | None) -> Collection[Pack]:
    """Install all; those in `back` may go back to an older version, with None any. NotFound for one in `back`
    that is not there."""
    from jinlin.kernel.registry.actions import tell_of_years
    from jinlin.packkit.compile import load_packs
    from jinlin.packkit.install import install
    from jinlin.packkit.requirements import refuse_unmet

    packs = load_packs()
    if unknown := sorted(set(back or ()) - packs.keys()):
        raise NotFound(f"没有机制“{unknown[0]}”", f"There is no pack '{unknown[0]}'")
    refuse_unmet(packs)
    for name, pack in packs.items():
        install(pack, may_go_back=back is None or name in back)
    tell_of_years()
    return packs.values()


def _let_packs_prove_themselves() -> None:
    """The worker does it, so that nobody waits; stories play in the demo city, so only a demo can."""
    from procrastinate.exceptions import AlreadyEnqueued

    from jinlin.project.timetable import prove_packs

    with suppress(AlreadyEnqueued):  # by a start that was stopped before the worker came to it
        prove_packs.defer()


def _let_go_of_the_database() -> None:
    """The children have connections of their own, and this process only waits from here on."""
    from django.db import connection

    connection.close()
