"""What a plan tells one claimant, as a leaf of a Merkle tree: pure.

The root of the tree stands in the journal, so that each claimant can be shown that their line, and no other,
is the one that was approved, without anybody else's line being shown. The salt, known to the claimant alone,
keeps others from guessing a line from its hash.
"""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.payouts.shares import Ratio
from jinlin.lib.canonical import canonical

FORM = "jinlin-share-1"


class Line(NamedTuple):
    """One claim in one plan. Amounts in fen; `held` is why the share is kept, empty if it is not."""

    claim: int
    tier: str
    loss: int
    had: int
    share: int
    held: str


def leaf(number: str, plan: int, line: Line, ratio: Ratio, salt: str) -> bytes:
    """The canonical JSON of what the claimant is told: of which distribution and plan, and how computed."""
    told = {**line._asdict(), "form": FORM, "case": number, "plan": plan, "ratio": list(ratio), "salt": salt}
    return canonical(told).encode()
