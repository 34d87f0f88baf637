"""Random distributions by seed, and what must be true of each; the long run is `make soak`."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from random import Random

from jinlin.instruments.payouts.shares import Entitled, Shares, distribute, sealed_order

TIERS = ("medical", "victim", "civil")
Round = tuple[int, list[Entitled]]
ORDER = sealed_order(b"random")


def shuaige() -> list[Entitled]:
    """帅歌家居 in its published figures; the losses of each are made up, their sum and number are not."""
    luck, people, total = Random("shuaige"), 15_468, 63_695_001_989
    losses = [luck.randint(100_000, 8_000_000) for _ in range(people - 1)]
    return [Entitled(n, "victim", one) for n, one in enumerate([*losses, total - sum(losses)], 1)]


def random_round(seed: str) -> Round:
    """An amount, and claims of several tiers with and without a loss, some of whom had something before."""
    luck = Random(seed)
    most = 10 ** luck.randint(1, 13)
    claims = []
    for n in range(1, luck.randint(2, 14)):
        lost = luck.randint(-most // 4, most)
        had = luck.choice((0, 0, luck.randint(0, lost))) if lost > 0 else 0
        claims.append(Entitled(n, luck.choice(TIERS), lost, had))
    return luck.randint(0, most * 4), claims


def faults_of(one: Round, off_by: int = 0) -> list[str]:
    """A sentence for each law that the distribution breaks. `off_by` spoils it, to try the laws."""
    amount, claims = one
    shares = distribute(amount, claims, TIERS, ORDER)
    if off_by:
        shares = shares._replace(fen=[shares.fen[0] + off_by, *shares.fen[1:]])
    return [*_conserved(amount, claims, shares), *_tiers_in_order(claims, shares), *_fair(claims, shares)]


def _conserved(amount: int, claims: list[Entitled], shares: Shares) -> list[str]:
    faults = [] if sum(shares.fen) + shares.left_over == amount else ["fen were lost or made"]
    for claim, fen in zip(claims, shares.fen, strict=True):
        if fen < 0 or claim.had + fen > max(claim.loss, 0):
            faults.append(f"claim {claim.n} is given {fen}")
    return faults


def _tiers_in_order(claims: list[Entitled], shares: Shares) -> list[str]:
    owed: defaultdict[str, int] = defaultdict(int)
    given: defaultdict[str, int] = defaultdict(int)
    for claim, fen in zip(claims, shares.fen, strict=True):
        owed[claim.tier] += max(claim.loss, 0) - claim.had - fen
        given[claim.tier] += fen
    return [
        f"{later} was paid before {tier} in full"
        for at, tier in enumerate(TIERS)
        for later in TIERS[at + 1 :]
        if owed[tier] and given[later]
    ]


def _fair(claims: list[Entitled], shares: Shares) -> list[str]:
    """Each share is within one fen of the exact one at its tier's ratio."""
    return [
        f"claim {claim.n} gets {fen} where {float(exact)} is exact"
        for claim, fen in zip(claims, shares.fen, strict=True)
        if claim.loss > 0 and claim.tier in shares.ratios
        for exact in [max(Fraction(*shares.ratios[claim.tier]) * claim.loss - claim.had, Fraction(0))]
        if abs(exact - fen) >= 1
    ]
