"""A long trial of payouts: a million random distributions, 200 hostile banks, 200 kills.

    python -m bench.soak_payouts [--distributions N] [--banks N] [--kills N] [--seed TEXT]

Each part prints its seed first, so that it can be repeated. The short forms are in the suite. Exit code 1 if
a fen was lost, made, paid twice, or left without an explanation.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from tests.storm.payout_storm import rage

from jinlin.instruments.payouts.tests.random_shares import faults_of, random_round

CHAOS = "src/jinlin/instruments/payouts/tests/test_chaos.py"
_TOLD_EVERY = 100_000


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="soak_payouts", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--distributions", type=int, default=1_000_000)
    parser.add_argument("--banks", type=int, default=200)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", default=token_hex(4))
    return parser.parse_args()


def distributions(count: int, seed: str) -> int:
    """So many random distributions; how many break a law."""
    bad = 0
    for n in range(count):
        if faults := faults_of(random_round(f"{seed}/{n}")):
            bad += 1
            print(f"FAULT seed {seed}/{n}: {faults}", file=sys.stderr)
        if (n + 1) % _TOLD_EVERY == 0:
            print(f"{n + 1} distributions, {bad} faults", flush=True)
    return bad


def banks(count: int) -> int:
    """So many simulated banks, of the seeds 0 and up; whether one left something unexplained."""
    command = [sys.executable, "-m", "pytest", CHAOS, "-n", "0"]
    return subprocess.run(command, env={**os.environ, "JINLIN_CHAOS": str(count)}, check=False).returncode  # noqa: S603 -- our own words


def kills(count: int, seed: str) -> int:
    """So many kills in the middle of payouts; how many faults they left."""
    with TemporaryDirectory(prefix="jinlin-soak-") as folder:
        outcome = rage(seed, count, Path(folder) / "data", lambda line: print(line, flush=True))
    print(outcome)
    for fault in outcome.faults:
        print(f"FAULT {fault}", file=sys.stderr)
    return len(outcome.faults)


def main() -> int:
    """Try all three."""
    asked = options()
    print(f"seed {asked.seed}", flush=True)
    bad = distributions(asked.distributions, asked.seed)
    bad += banks(asked.banks) if asked.banks else 0
    bad += kills(asked.kills, asked.seed) if asked.kills else 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
