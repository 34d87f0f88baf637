"""What can be counted."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.models import Commodity
from jinlin.lib.words import Words


class CommodityInfo(NamedTuple):
    """A commodity: its amounts are whole numbers of 1/10^scale."""

    code: str
    scale: int
    name: Words

    def shown(self, amount: int) -> str:
        """The amount with its decimal point, exactly, as programs read it: 1234.50."""
        digits = f"{abs(amount):0{self.scale + 1}}"
        whole, part = digits[: len(digits) - self.scale], digits[len(digits) - self.scale :]
        return f"{'-' if amount < 0 else ''}{whole}{'.' if part else ''}{part}"


def commodity(code: str) -> CommodityInfo:
    """One commodity. NotFound if it is not installed."""
    found = next((one for one in commodities() if one.code == code), None)
    if found is None:
        raise refusals.no_commodity([code])
    return found


def commodities() -> list[CommodityInfo]:
    """All commodities, by code; an installation has a handful."""
    return [
        CommodityInfo(one.code, one.scale, Words(zh=one.zh, en=one.en))
        for one in Commodity.objects.order_by("code")
    ]
