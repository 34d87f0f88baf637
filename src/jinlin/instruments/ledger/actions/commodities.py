"""Bringing in what can be counted."""

from __future__ import annotations

from jinlin.instruments.ledger import checked, refusals
from jinlin.instruments.ledger.models import Commodity
from jinlin.lib.errors import NotPossible
from jinlin.lib.words import Words


def install_commodity(code: str, scale: int, name: Words) -> bool:
    """Let the ledger count whole numbers of 1/10^scale of `code`; whether anything changed.

    BadInput for a code or scale that cannot be; NotPossible for another scale than it has: it would make all
    that was posted worth something else.
    """
    if type(scale) is not int or not 0 <= scale <= checked.MOST_SCALE:
        raise refusals.bad(code, "小数位数须为 0 至 9", "its scale is a whole number from 0 to 9")
    name = checked.names(checked.commodity(code), name)
    known, made = Commodity.objects.get_or_create(
        code=code, defaults={"scale": scale, "zh": name.zh, "en": name.en}
    )
    if known.scale != scale:
        raise NotPossible(
            f"计量 {code} 的小数位数是 {known.scale}，不能改为 {scale}。",
            f"The commodity {code} has scale {known.scale}, and {scale} would revalue all of it.",
        )
    if made or (known.zh, known.en) == (name.zh, name.en):
        return made
    Commodity.objects.filter(code=code).update(zh=name.zh, en=name.en)
    return True
