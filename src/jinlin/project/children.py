"""Child processes that live no longer than we do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from jinlin.project.stopping import Stopping

LEASH = "JINLIN_LEASH"  # set for a child whose standard input closes when its parent is gone
LOOKS_EVERY = 0.3  # seconds
STOPS_WITHIN = 15  # seconds that a child may take to finish what it is doing


@dataclass
class Children:
    """The processes that `jinlin up` started, each in a process group of its own."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start `jinlin` with `arguments`. Its standard input is a leash: see `follow_parent`."""
        command = [sys.executable, "-m", "jinlin.project.main", *arguments]
        self.running[name] = subprocess.Popen(  # noqa: S603 -- our own program, our own words
            command, stdin=subprocess.PIPE, start_new_session=True, env={**os.environ, LEASH: "1"}
        )

    def ended(self) -> str | None:
        """The name of a child that is no longer there; None if all are."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """Ask each to end, wait, and then end whatever is left of their groups."""
        for child in self.running.values():
            with suppress(ProcessLookupError):
                child.terminate()
        until = time.monotonic() + STOPS_WITHIN
        for child in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_for_end(
    stopped: Stopping, *looks: Callable[[], str | None], until: Callable[[], bool] = lambda: False
) -> str | None:
    """Wait until told to stop or `until` holds (None), or one of `looks` names what has ended."""
    while not stopped.wait(LOOKS_EVERY):
        for look in looks:
            name = look()
            if name:
                return name
        if until():
            return None
    return None


def follow_parent() -> None:
    """In a child: end when the parent does, even if it was killed and could not say so."""
    if os.environ.get(LEASH) == "1":
        threading.Thread(target=_end_with_leash, daemon=True, name="leash").start()


def _end_with_leash() -> None:
    # A raw read: a thread that holds the lock of sys.stdin would keep the interpreter from ending.
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
