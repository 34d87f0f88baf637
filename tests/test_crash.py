"""SIGKILL in the middle of a load of writes: every acknowledged write is there, none twice, none half.

`JINLIN_STORM_KILLS` says how many kills (50), `JINLIN_STORM_SEED` repeats a storm.
`make soak` goes on longer.
"""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from tests.storm.storm import Storm, rage

SEED = os.environ.get("JINLIN_STORM_SEED") or token_hex(4)
KILLS = int(os.environ.get("JINLIN_STORM_KILLS", "50"))


def test_every_acknowledged_write_outlives_the_killing_of_server_worker_and_database(
    lived_in: Path,
) -> None:
    outcome = rage(Storm(SEED, kills=KILLS), lived_in)
    print(f"storm of seed {SEED}: {outcome}")
    assert outcome.faults == (), f"repeat it with JINLIN_STORM_SEED={SEED}"
    assert outcome.kills.total() == KILLS
