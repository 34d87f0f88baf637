"""Who gets how much: pure arithmetic in whole fen.

A tier (清偿顺位) is paid in full before the next gets anything. Within a tier everybody is brought to one
ratio of their loss: r = (what is shared out + what they had before) / (their losses). Who has had more than
that ratio by earlier rounds gets nothing now and gives nothing back; who came late catches up first.

Each share is the exact one rounded down, plus one fen for those with the largest fractions until nothing is
left over (最大余数法). Equal fractions go by the sealed order: SHA-256 of a seed that was committed to before
anybody was registered, and the claim's number. So the sum is exact, and each share within one fen.

Source: 刑事裁判涉财产部分执行规定 (法释〔2014〕13号) art. 13 for the order of tiers; catching up is a house
rule, see ADR 0025.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

Order = Callable[[int], bytes]


class Entitled(NamedTuple):
    """One claim in a round: its number, its tier, its loss and what earlier rounds gave it, in fen."""

    n: int
    tier: str
    loss: int
    had: int = 0


class Ratio(NamedTuple):
    """The ratio to which a tier was brought, exactly: `paid` to `owed`, both in fen."""

    paid: int
    owed: int

    @property
    def percent(self) -> str:
        """In percent with five decimals, rounded half up: to be read, never to be computed with."""
        parts = (2 * self.paid * 10**7 + self.owed) // (2 * self.owed)
        return f"{parts // 10**5}.{parts % 10**5:05}"


class Shares(NamedTuple):
    """The shares in the order of the claims, the ratio of each tier reached, and what nobody is owed."""

    fen: list[int]
    ratios: dict[str, Ratio]
    left_over: int


def loss(paid_in: int, returned: int) -> int:
    """What was lost: paid in less what came back, interest and bonuses included (2014意见第五条).

    Nothing or less than nothing is listed, and gets no share.
    """
    return paid_in - returned


def sealed_order(seed: bytes) -> Order:
    """The order among equal fractions: smaller digest first."""
    return lambda n: sha256(seed + n.to_bytes(8, "big")).digest()


def distribute(amount: int, claims: Sequence[Entitled], tiers: Sequence[str], order: Order) -> Shares:
    """Share out `amount` fen among the claims, tier after tier. ValueError for an amount below nothing, a
    tier that is not in the order, or a claim that has had more than its loss."""
    if amount < 0:
        raise ValueError(f"an amount below nothing: {amount}")
    fen, ratios = [0] * len(claims), {}
    members: dict[str, list[int]] = {tier: [] for tier in tiers}
    for at, one in enumerate(claims):
        if one.loss > 0:
            members[one.tier].append(at)
    for tier in tiers:
        within = members[tier]
        if within:
            shares, ratios[tier] = level([claims[at] for at in within], amount, order)
            for at, share in zip(within, shares, strict=True):
                fen[at] = share
            amount -= sum(shares)
    return Shares(fen, ratios, amount)


def level(claims: Sequence[Entitled], amount: int, order: Order) -> tuple[list[int], Ratio]:
    """Bring claims with a loss to one ratio with `amount` fen; nobody gets more than the loss."""
    open_ = sum(_still_owed(one) for one in claims)
    if amount >= open_:
        return [one.loss - one.had for one in claims], Ratio(1, 1)
    ratio = _level_of(claims, amount)
    exact = [max(ratio.paid * one.loss - ratio.owed * one.had, 0) for one in claims]
    return _rounded(exact, ratio.owed, amount, [one.n for one in claims], order), ratio


def _still_owed(claim: Entitled) -> int:
    if claim.had > claim.loss:
        raise ValueError(f"claim {claim.n} has had more than its loss")
    return claim.loss - claim.had


def _level_of(claims: Sequence[Entitled], amount: int) -> Ratio:
    """The ratio at which `amount` is used up. Whoever is above it already is left out, which lowers it for
    the others; so it is found by leaving out until nobody more is above."""
    among = claims
    while True:
        ratio = Ratio(amount + sum(one.had for one in among), sum(one.loss for one in among))
        below = [one for one in among if ratio.owed * one.had < ratio.paid * one.loss]
        if len(below) == len(among) or not below:
            return ratio
        among = below


def _rounded(exact: Sequence[int], unit: int, amount: int, numbers: Sequence[int], order: Order) -> list[int]:
    """`exact` in parts of `unit`, as whole fen whose sum is `amount`."""
    fen = [one // unit for one in exact]
    fractions = [one % unit for one in exact]
    spare = amount - sum(fen)
    for at in _largest(fractions, spare, numbers, order):
        fen[at] += 1
    return fen


def _largest(fractions: Sequence[int], count: int, numbers: Sequence[int], order: Order) -> list[int]:
    """The places of the `count` largest fractions; among equal ones the sealed order decides."""
    if count == 0:
        return []
    last = sorted(fractions, reverse=True)[count - 1]
    above = [at for at, one in enumerate(fractions) if one > last]
    equal = [at for at, one in enumerate(fractions) if one == last]
    equal.sort(key=lambda at: order(numbers[at]))
    return above + equal[: count - len(above)]


def cut(amount: int, parts: Sequence[int]) -> list[int]:
    """An amount in the proportion of `parts`, as among heirs; what is left over goes by largest fraction,
    and among equals to who is named first."""
    whole = sum(parts)
    by_place: Order = lambda place: place.to_bytes(8, "big")  # noqa: E731 -- it is as long as its name
    return _rounded([amount * one for one in parts], whole, amount, range(len(parts)), by_place)
