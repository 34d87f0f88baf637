"""The primary fails under a load of writes and a synchronous standby takes over: nothing that was
acknowledged is lost, nothing is there twice, and who watches is answered all the while.

One failure, every day; `JINLIN_FAILOVERS` says how many more, and `make soak` lets fifty happen.
"""

from __future__ import annotations

import os
from itertools import cycle, islice
from pathlib import Path
from secrets import token_hex

from tests.storm.failover import FAILURES, endure

SEED = os.environ.get("JINLIN_STORM_SEED") or token_hex(4)
ROUNDS = int(os.environ.get("JINLIN_FAILOVERS", "1"))
ANSWERS_WITHIN = 20  # seconds, on a machine that others share; it waited for minutes


def test_every_acknowledged_write_outlives_the_primary_that_acknowledged_it(lived_in: Path) -> None:
    endured = endure(list(islice(cycle(FAILURES), ROUNDS)), lived_in, SEED, print)
    print(f"failover of seed {SEED}: {endured}")
    assert endured.faults == (), f"repeat it with JINLIN_STORM_SEED={SEED}"
    assert endured.failures.total() == ROUNDS
    assert endured.slowest_health < ANSWERS_WITHIN
