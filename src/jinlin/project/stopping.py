"""Being told to stop: by a signal, at any moment, any number of times."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopping:
    """Said once, it is said for good.

    No threading.Event: a handler that runs while its own thread is within the Event waits for itself.
    A pipe that nobody empties wakes whoever waits, in every thread, and needs no lock.
    """

    def __init__(self) -> None:
        self._said = False
        self._ear, self._mouth = os.pipe()

    def set(self) -> None:
        """Say it; what a signal handler may do."""
        if not self._said:
            self._said = True
            os.write(self._mouth, b".")

    def is_set(self) -> bool:
        """Whether it was said."""
        return self._said

    def wait(self, seconds: float) -> bool:
        """Wait until it is said, and no longer than so many seconds; whether it was said."""
        select.select([self._ear], [], [], seconds)
        return self._said

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._ear)
        os.close(self._mouth)


@contextmanager
def told_to_stop() -> Iterator[Stopping]:
    """SIGINT, SIGTERM and SIGHUP say it; a second one changes nothing, the stopping goes on."""
    stopping = Stopping()
    before = {number: signal.signal(number, lambda *_: stopping.set()) for number in NUMBERS}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stopping.close()
