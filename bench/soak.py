"""A long storm: server, worker, database and import are killed in the middle of writes, again and again.

    python -m bench.soak [--kills N] [--seed TEXT] [--clients N] [--lull N] [--data FOLDER]

The short form of the same is `tests/test_crash.py`. Prints the seed first, each kill, and what was found;
exit code 1 if a write was lost, doubled or halved.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from tests.storm.storm import Storm, rage


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument(
        "--seed", default=token_hex(4), help="who is killed in which order, and what is written"
    )
    parser.add_argument("--clients", type=int, default=6, help="clients that write (default: %(default)s)")
    parser.add_argument(
        "--lull", type=int, default=40, help="most writes between two kills (default: %(default)s)"
    )
    parser.add_argument("--data", type=Path, help="an empty folder that is kept; gone afterwards if not said")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept.absolute()
        return
    with TemporaryDirectory(prefix="jinlin-soak-") as folder:
        yield Path(folder) / "data"


def main() -> int:
    """Raise the storm."""
    chosen = options()
    print(f"seed {chosen.seed}", flush=True)
    storm = Storm(chosen.seed, chosen.kills, chosen.clients, chosen.lull)
    with _folder(chosen.data) as data:
        outcome = rage(storm, data, lambda line: print(line, flush=True))
    print(outcome)
    for fault in outcome.faults:
        print(f"FAULT {fault}", file=sys.stderr)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
