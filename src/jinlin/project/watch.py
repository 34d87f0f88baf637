"""What a worker looks after every minute: the clock, the guard of the data folder, seals and their copies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings

from jinlin.kernel.journal import actions as journal
from jinlin.lib.errors import Problem
from jinlin.project import clocks, guard
from jinlin.project.stopping import Stopping

log = logging.getLogger("jinlin.watch")
EVERY = 60.0  # seconds


class Rounds:
    """A round a minute. A clock that has gone wrong stops the worker: it would ring what is not due."""

    def __init__(self, stopped: Stopping) -> None:
        self._stopped = stopped
        self._next = 0.0

    def __call__(self) -> bool:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            self._look()
        return False

    def _look(self) -> None:
        try:
            clocks.refuse_wrong()
        except Problem as problem:
            log.error("the worker stops: %s", problem)  # noqa: TRY400 -- its sentence says all
            self._stopped.set()
            return
        self._try(lambda: guard.note(settings.DATA_FOLDER))
        self._try(journal.keep_sealed)
        journal.send_copies()

    def _try(self, do: Callable[[], object]) -> None:
        """What is in the way is said, and tried again in a minute."""
        try:
            do()
        except Problem as problem:
            log.error("tried again in a minute: %s", problem)  # noqa: TRY400 -- its sentence says all
