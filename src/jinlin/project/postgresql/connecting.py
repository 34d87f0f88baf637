"""Connections that wait for the server so long and no longer: a server that hangs says nothing, ever."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from time import monotonic
from typing import Any
from weakref import WeakSet

import psycopg
from psycopg.errors import _WaitTimeout

FULL_FOR = 20.0  # seconds after which a disk that was full is tried again
open_ones: WeakSet[PatientConnection] = WeakSet()


class Room:
    """Whether somebody in this process was lately refused for want of room on the database's disk: what is
    small may still fit where most no longer does."""

    def __init__(self) -> None:
        self._refused_at = -FULL_FOR

    def note_refusal(self) -> None:
        """That the disk was full just now."""
        self._refused_at = monotonic()

    @property
    def is_short(self) -> bool:
        """Whether that was lately; then it is tried again."""
        return monotonic() - self._refused_at < FULL_FOR


room = Room()
"""That of this process."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up after `patience` seconds without an answer; None waits for ever.

    Whether the server did what was asked is then unknown, as when a line breaks; the connection is closed.
    """

    patience: float | None = None
    stale = False
    """Whether the server turned out to be another than the one we need: the next request connects anew."""
    waits_since: float | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones.add(self)

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's, within our patience."""
        self.waits_since = monotonic()
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except _WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError(
                f"no answer from the database within {timeout or self.patience:g} s"
            ) from error
        finally:
            self.waits_since = None


def break_off(longer_than: float) -> int:
    """End the waiting of all connections that have waited for so many seconds; how many."""
    since = monotonic() - longer_than
    stuck = [one for one in list(open_ones) if one.waits_since is not None and one.waits_since < since]
    for one in stuck:
        _hang_up(one)
    return len(stuck)


def _hang_up(connection: PatientConnection) -> None:
    """Close the line under whoever waits on it: they read its end, as if the server had gone."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
