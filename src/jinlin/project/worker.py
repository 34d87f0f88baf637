"""The worker: rings alarms, does the rounds of instruments, keeps the timetable, each in a queue of its own,
so that none waits for another. It outlives a database."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import cast

import psycopg
from django.db import DatabaseError, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from jinlin.instruments.instrument import declared
from jinlin.kernel.alarms import actions as alarms
from jinlin.lib.errors import ReadOnly, Unready
from jinlin.project import watch
from jinlin.project.children import follow_parent
from jinlin.project.loading import load_and_keep
from jinlin.project.stopping import Stopping, told_to_stop
from jinlin.project.vitals.beats import Pulse
from jinlin.project.vitals.watcher import watcher

log = logging.getLogger("jinlin.worker")

PAUSE = 1.0  # seconds between looks while there is little to do
BATCH = 500
LOST = (DatabaseError, psycopg.Error, ConnectorException, ReadOnly)
GONE = "the database is gone"
Round = Callable[[], bool]
"""Does what is due, and says whether there is more to do at once."""

pulse = Pulse()


def work(look: Callable[[], None]) -> None:
    """Work until told to stop; what was begun is finished first. `look` refuses a database that is not for
    this process: asked as soon as it answers, before anything is done with it."""
    follow_parent()
    with told_to_stop() as stopped:
        _enter(stopped, look)
        load_and_keep()
        watcher.ensure_running()
        queues = [
            threading.Thread(target=repeat, args=(stopped, do_round, what), name=what)
            for what, do_round in rounds(stopped).items()
        ]
        for queue in queues:
            queue.start()
        for queue in queues:
            queue.join()


def _enter(stopped: Stopping, look: Callable[[], None]) -> None:
    said = ""
    while not stopped.is_set():
        try:
            look()
        except LOST as error:
            said = _say_once(said, GONE, "entrance", error)
            connections.close_all()
            stopped.wait(PAUSE)
        else:
            if said:
                log.warning("entrance: %s no longer", said)
            return


def rounds(stopped: Stopping) -> Mapping[str, Round]:
    """What each queue does in a round, by the name under which its beats are seen."""
    return {
        "alarms": ring,
        **{name: each.does for instrument in declared() for name, each in instrument.rounds.items()},
        "watch": watch.Rounds(stopped),
        "timetable": lambda: asyncio.run(_procrastinate(stopped)),
    }


def ring() -> bool:
    """Ring the alarms that have come."""
    rung = alarms.ring(limit=BATCH)
    for trouble in rung.troubles:
        log.error("an alarm is in trouble and rings again later: %s", trouble)
    return rung.count >= BATCH


async def _procrastinate(stopped: Stopping) -> bool:
    """Run procrastinate's worker until told to stop, or until it has lost the database."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as ours:
        async with ours.open_async():
            working = asyncio.create_task(ours.run_worker_async(install_signal_handlers=False))
            while not stopped.is_set() and not working.done():
                await asyncio.sleep(0.2)
                await asyncio.to_thread(pulse.beat, "timetable")
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
    return False


def repeat(stopped: Stopping, do_round: Round, what: str) -> None:
    """Do rounds until told to stop. What stands in the way is said once, and said again when it is gone."""
    said = ""
    while not stopped.is_set():
        more = False
        try:
            more = do_round()
            pulse.beat(what)
        except LOST as error:
            said = _say_once(said, GONE, what, error)
            connections.close_all()
        except Unready as error:
            said = _say_once(said, "the installation lacks something", what, error)
        else:
            if said:
                log.warning("%s: %s no longer", what, said)
            said = ""
        if not more:
            stopped.wait(PAUSE)


def _say_once(said: str, trouble: str, what: str, error: Exception) -> str:
    if said != trouble:
        log.warning("%s: %s (%s), trying again every second", what, trouble, _first_line(error))
    return trouble


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
