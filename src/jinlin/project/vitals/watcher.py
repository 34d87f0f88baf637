"""A thread of each process that looks at the database every two seconds, so that no request has to find
out by waiting: a server that hangs says nothing, and a standby that is down lets no write be confirmed."""

from __future__ import annotations

import logging
import os
import threading
from enum import StrEnum
from time import monotonic

import psycopg
from django.db import DatabaseError, connection, connections
from psycopg import errors

from jinlin.lib.errors import ReadOnly
from jinlin.project.postgresql.connecting import break_off, room
from jinlin.project.vitals import beats
from jinlin.project.vitals.reading import Vitals, take
from jinlin.web.replica import ALIAS, replica

EVERY = 2.0  # seconds between two looks
ANSWERS_WITHIN = 3.0  # seconds that a look may wait; twice in vain, and the database counts as gone
LOCKED_FOR = "2s"  # a row of ours that an unconfirmed look still holds
log = logging.getLogger("jinlin.health")


class State(StrEnum):
    """What the database lets us do."""

    SERVES = "ok"
    READ_ONLY = "read-only"
    NO_ROOM = "no-room"
    UNCONFIRMED = "unconfirmed"
    UNMIGRATED = "unmigrated"
    GONE = "unreachable"


class Watcher:
    """What was last seen. `state` and `vitals` are read by any thread at any time."""

    def __init__(self) -> None:
        self.state = State.SERVES
        self.vitals: Vitals | None = None
        self.looked = monotonic()
        self.has_looked = threading.Event()
        self._of_process = 0
        self._starting = threading.Lock()

    @property
    def is_running(self) -> bool:
        """Whether the thread runs in this very process: it does not survive a fork."""
        return self._of_process == os.getpid()

    def ensure_running(self) -> None:
        """Start the thread, unless it runs in this process."""
        if self.is_running:
            return
        with self._starting:
            if not self.is_running:
                self._of_process = os.getpid()
                threading.Thread(target=self._run, daemon=True, name="watcher").start()

    def look(self) -> None:
        """One look; whoever waits longer for the database than a look may is let go of."""
        before, self.state = self.state, _seen()
        _look_at_the_replica()
        if self.state in (State.GONE, State.UNCONFIRMED):
            break_off(ANSWERS_WITHIN)
        elif self.state is not State.UNMIGRATED:
            self._take()
        self.looked = monotonic()
        self.has_looked.set()
        if self.state is not before:
            log.warning("the database was %s and is %s", before, self.state)

    def _take(self) -> None:
        try:
            self.vitals = take()
        except (DatabaseError, psycopg.Error) as error:
            log.warning("the vital signs could not be read: %s", error)

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            try:
                self.look()
            except Exception:  # the next look may see again; who asks is told how old the last one is
                log.exception("a look at the database failed")
            pause.wait(EVERY)


def _look_at_the_replica() -> None:
    """How far it is behind, if there is one; away, if it does not say."""
    if not replica.is_there:
        return
    line = connections[ALIAS]
    try:
        if line.connection is None:
            line.ensure_connection()
            line.connection.patience = ANSWERS_WITHIN  # type: ignore[attr-defined] # the stubs forget it
        replica.behind = beats.behind(ALIAS)
    except (DatabaseError, psycopg.Error) as error:
        if replica.behind is not None:
            log.warning("the replica is away: %s", error)
        replica.behind = None
        line.close()


def _seen() -> State:
    """What a beat can be written to; if nothing answers, once more on a new connection. Where silence was the
    answer, others wait for the same server: they are let go of."""
    begin = monotonic()
    state = _written()
    if state is State.GONE:
        if monotonic() - begin >= ANSWERS_WITHIN:
            break_off(ANSWERS_WITHIN)
        state = _written()
    if state is State.GONE and _reads():
        return State.UNCONFIRMED
    if state is State.SERVES and room.is_short:
        return State.NO_ROOM
    return state


def _written() -> State:
    try:
        _connect()
        beats.write(beats.SERVER)
    except ReadOnly:
        return State.READ_ONLY
    except (DatabaseError, psycopg.Error) as error:
        _let_go()
        return _state_of(error)
    return State.SERVES


def _reads() -> bool:
    try:
        _connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, psycopg.Error):
        _let_go()
        return False
    return True


def _connect() -> None:
    """A connection that waits no longer than a look may. One that somebody else began is left as it is."""
    if connection.connection is None:
        connection.ensure_connection()
        connection.connection.patience = ANSWERS_WITHIN  # type: ignore[attr-defined] # the stubs forget it
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCKED_FOR])


def _let_go() -> None:
    if not connection.in_atomic_block:
        connection.close()


def _state_of(error: BaseException | None) -> State:
    cause = error.__cause__ if isinstance(error, DatabaseError) else error
    match cause:
        case errors.DiskFull():
            return State.NO_ROOM
        case errors.UndefinedTable():
            return State.UNMIGRATED
        case errors.LockNotAvailable() | errors.QueryCanceled():
            return State.UNCONFIRMED
    return State.GONE


watcher = Watcher()
"""That of this process."""
