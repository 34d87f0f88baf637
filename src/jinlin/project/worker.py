"""The worker: rings alarms, sends messages, signs documents, reads lists, keeps the timetable. It outlives a
database."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import cast

import psycopg
from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from jinlin.instruments.documents import actions as documents
from jinlin.instruments.messages import actions as messages
from jinlin.instruments.payouts import actions as payouts
from jinlin.kernel.alarms import actions as alarms
from jinlin.project.children import follow_parent
from jinlin.project.loading import load_and_keep
from jinlin.project.stopping import Stopping, told_to_stop

log = logging.getLogger("jinlin.worker")

PAUSE = 1.0  # seconds between looks while there is little to do
BATCH = 500
LOST = (DatabaseError, psycopg.Error, ConnectorException)


def work() -> None:
    """Work until told to stop; what was begun is finished first."""
    follow_parent()
    load_and_keep()
    with told_to_stop() as stopped:
        # Apart, since a list of a million rows must hold up no alarm.
        others = [
            threading.Thread(target=_keep_timetable, args=(stopped,), name="timetable"),
            threading.Thread(target=_repeat, args=(stopped, payouts.work_on_uploads, "lists"), name="lists"),
        ]
        for one in others:
            one.start()
        _repeat(stopped, _ring_send_and_sign, "alarms, messages and documents")
        for one in others:
            one.join()


def _ring_send_and_sign() -> bool:
    """One round; whether there is more to do at once."""
    rung = alarms.ring(limit=BATCH)
    for trouble in rung.troubles:
        log.error("an alarm is in trouble and rings again later: %s", trouble)
    sent = messages.drain(limit=BATCH)
    signed = documents.sign_waiting()
    return rung.count >= BATCH or sent >= BATCH or signed > 0


def _keep_timetable(stopped: Stopping) -> None:
    _repeat(stopped, lambda: asyncio.run(_procrastinate(stopped)), "timetable")


async def _procrastinate(stopped: Stopping) -> bool:
    """Run procrastinate's worker until told to stop, or until it has lost the database."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as ours:
        async with ours.open_async():
            working = asyncio.create_task(ours.run_worker_async(install_signal_handlers=False))
            while not stopped.is_set() and not working.done():
                await asyncio.sleep(0.2)
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
    return False


def _repeat(stopped: Stopping, do_round: Callable[[], bool], what: str) -> None:
    """Do rounds until told to stop. A lost database is said once, and said again when it is back."""
    lost = False
    while not stopped.is_set():
        try:
            more = do_round()
        except LOST as error:
            if not lost:
                log.warning(
                    "%s: the database is gone (%s), trying again every second", what, _first_line(error)
                )
            lost, more = True, False
            close_old_connections()
        else:
            if lost:
                log.warning("%s: the database is back", what)
            lost = False
        if not more:
            stopped.wait(PAUSE)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
