"""What `make proofs` does at full volume, with four hundred people: the last of them has their money."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.proofs import play

from jinlin.packkit.pack import Pack

FEN = 199_900_000


def test_whoever_the_bank_refused_is_paid_in_the_end(county: Mapping[str, Pack], tmp_path: Path) -> None:
    paid = play(400, FEN, tmp_path)
    assert (paid.people, paid.fen) == (400, FEN)
    assert paid.came["other accounts"] > 0
