"""The figures of packs that only a run at full volume can show: measured, and kept with what they rest on.

    python -m bench.proofs

The distribution of claims_payout is played to its end: so many made-up people, so much money, a bank that
refuses and returns, and whoever comes about it, until the last has their own and the court closes. What came
out is written into `volumes.json` of the pack, which the gallery shows, and into bench/results/.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench import keeping
from bench.payouts import FIRST_DAY, Clock, Court, to_the_files, write_list
from bench.place import installed

if TYPE_CHECKING:  # Django is set up by `installed`
    from jinlin.packkit.pack import Pack

PACK: Final = "claims_payout"
COMMAND: Final = "python -m bench.proofs"
SEED: Final = 1


@dataclass(frozen=True)
class Paid:
    """What came of a distribution that was played to its end: how many people have their share and how many
    fen, the digest of the list of claims, and who came about what."""

    people: int
    fen: int
    claims: str
    came: dict[str, int]


def main() -> None:
    """Measure, and keep what came out."""
    with TemporaryDirectory(prefix="jinlin-proofs-") as name, installed(None):
        from jinlin.packkit.compile import load_pack

        pack = load_pack(PACK)
        wanted = {str(one.volume): one.n or 0 for one in pack.figures.values() if one.volume}
        begin = time.perf_counter()
        paid = play(wanted["people_paid"], wanted["money_paid"], Path(name))
        _keep(pack, paid, wanted["people_paid"], time.perf_counter() - begin)


def play(people: int, fen: int, folder: Path) -> Paid:
    """So many made-up people share so much money, to the last of them. SystemExit if our books, the bank's
    and the journal are not of one mind at the end."""
    from bench.counter import Counter
    from jinlin.instruments.payouts import selectors
    from jinlin.lib import clock

    claims = folder / "claims.csv"
    write_list(claims, people)
    court = Court()  # their offices are of today
    with clock.travel(FIRST_DAY) as journey:
        court.open(fen)
        to_the_files(court, claims, Clock(), journey)
        counter = Counter(court, SEED, folder, journey)
        counter.to_the_end()
        paid = selectors.counts(court.number, court.judge).instructions["paid"]
        _agree(paid[1], selectors.money(court.number, court.judge).paid, counter.bank.truth().total)
    return Paid(*paid, sha256(claims.read_bytes()).hexdigest(), dict(sorted(counter.came.items())))


def _agree(shares: int, ledger: int, bank: int) -> None:
    from jinlin.instruments.payouts.checks import verify

    if not shares == ledger == bank:
        raise SystemExit(f"the shares say {shares}, the ledger {ledger}, the bank {bank}")
    if faults := verify().faults:
        raise SystemExit("\n".join(faults))


def _keep(pack: Pack, paid: Paid, people: int, seconds: float) -> None:
    from jinlin.packkit.folders import pack_folders

    found = {"people_paid": paid.people, "money_paid": paid.fen}
    kept: dict[str, Any] = {
        "at": keeping.now(),
        "command": COMMAND,
        "seconds": round(seconds, 1),
        "digest": pack.workings,
        "population": {"people": people, "seed": SEED, "sha256": paid.claims},
        "came": paid.came,
        "figures": {name: found[str(one.volume)] for name, one in pack.figures.items() if one.volume},
    }
    folder = next(one for one in pack_folders() if one.name == PACK)
    (folder / "volumes.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept, indent=1), keeping.keep(kept, f"proofs-{PACK}"))


if __name__ == "__main__":
    main()
