"""SIGKILL at random points of a payout: no fen is lost, and nobody is paid twice.

`JINLIN_PAYOUT_KILLS` says how many kills (20), `JINLIN_STORM_SEED` repeats a storm. `make soak` makes 200.
"""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from tests.storm.payout_storm import rage

SEED = os.environ.get("JINLIN_STORM_SEED") or token_hex(4)
KILLS = int(os.environ.get("JINLIN_PAYOUT_KILLS", "20"))


def test_no_fen_is_lost_and_nobody_paid_twice_when_everything_is_killed_in_the_middle_of_a_payout(
    lived_in: Path,
) -> None:
    outcome = rage(SEED, KILLS, lived_in)
    print(f"payout storm of seed {SEED}: {outcome}")
    assert outcome.faults == (), f"repeat it with JINLIN_STORM_SEED={SEED}"
    assert outcome.kills.total() == KILLS
    assert outcome.closed > 0
