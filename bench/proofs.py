"""The figures of packs that only a run at full volume can show: measured, and kept with the pack's digest.

    python -m bench.proofs

The distribution of claims_payout is paid to the bank's last answer: so many made-up people, so much money.
What came out is written into `volumes.json` of the pack, which the gallery shows, and into bench/results/.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any, Final

from bench import keeping
from bench.payouts import FIRST_DAY, Clock, Court, to_the_end, to_the_files, write_list
from bench.place import installed

PACK: Final = "claims_payout"


def main() -> None:
    """Measure, and keep what came out."""
    timing = Clock()
    with tempfile.TemporaryDirectory(prefix="jinlin-proofs-") as name, installed(None):
        found = _paid(Path(name), timing)
        _keep(found, sum(timing.steps.values()))


def _paid(folder: Path, timing: Clock) -> dict[str, int]:
    """How many people were paid and how much, by figure, at the volume that the pack names."""
    from jinlin.instruments.payouts import selectors
    from jinlin.lib import clock
    from jinlin.packkit.compile import load_pack

    wanted = {str(one.volume): one.n or 0 for one in load_pack(PACK).figures.values() if one.volume}
    write_list(folder / "claims.csv", wanted["people_paid"])
    court = Court()
    with clock.travel(FIRST_DAY) as journey:
        court.open(wanted["money_paid"])
        to_the_files(court, folder / "claims.csv", timing, journey)
        asked = argparse.Namespace(seed=1, xsd=None)
        to_the_end(court, folder, timing, journey, asked)
        way, counts = selectors.money(court.number, court.judge), selectors.counts(court.number, court.judge)
        people, money = counts.instructions["paid"]
        if money != way.paid:
            raise SystemExit(f"shares say {money}, the ledger {way.paid}")
        return {"people_paid": people, "money_paid": money}


def _keep(found: dict[str, int], seconds: float) -> None:
    from jinlin.packkit.compile import load_pack
    from jinlin.packkit.folders import pack_folders

    pack = load_pack(PACK)
    figures = {name: found[str(one.volume)] for name, one in pack.figures.items() if one.volume}
    kept: dict[str, Any] = {"at": keeping.now(), "digest": pack.digest, "seconds": round(seconds, 1)}
    kept["figures"] = figures
    folder = next(one for one in pack_folders() if one.name == PACK)
    (folder / "volumes.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept, indent=1), keeping.keep(kept, f"proofs-{PACK}"))


if __name__ == "__main__":
    main()
