"""Being told to stop, by signals that come whenever they like."""

from __future__ import annotations

import signal
import subprocess
import sys

WAITING = """
import signal
from jinlin.project.stopping import told_to_stop

signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what comes once it has stopped
with told_to_stop() as stopped:
    print("ready", flush=True)
    while not stopped.wait(0.0001):
        pass
    for _ in range(20_000):
        stopped.wait(0)
"""
SIGNALS = 20_000
ENDS_WITHIN = 60  # seconds; only a hanging process takes that long


def test_a_storm_of_signals_stops_it_and_never_hangs_it() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        for _ in range(SIGNALS):
            process.send_signal(signal.SIGHUP)
        assert process.wait(ENDS_WITHIN) == 0
