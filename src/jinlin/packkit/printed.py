"""What a source printed of a figure, and whether a count comes out as it was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

Rounding = Literal["exact", "rounded", "cut", "above", "below"]
"""How the source came to what it printed: `exact`, to the last digit; `rounded` to what it prints, or
`cut` after that; `above`, somewhat more than that (余), and `below`, not quite (近), within a tenth."""

_NUMBER = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*([百千万亿]*)\s*(%|％|‰|元)?")
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_FEN = 100


@dataclass(frozen=True)
class Printed:
    """A printed number: its value, and the value of one in its last digit. Of a share both are in percent, of
    money in fen."""

    text: str
    value: Decimal
    step: Decimal
    is_share: bool
    is_money: bool = False


def printed(text: str) -> Printed | None:
    """The first number of a text, with 百, 千, 万, 亿 as what they mean; None if there is none."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = Decimal(found[1].replace(",", "").replace("，", ""))
    times = Decimal(_FEN if found[3] == "元" else 1)
    for one in found[2]:
        times *= _TIMES[one]
    if found[3] == "‰":
        times /= 10
    last = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    return Printed(
        found[0].strip(), digits * times, last * times, found[3] in ("%", "％", "‰"), found[3] == "元"
    )


def agrees(as_printed: Printed, n: int, d: int, rounding: Rounding) -> bool:
    """Whether `n`, of a share `n` of `d`, is what was printed."""
    if as_printed.is_share != bool(d):
        return False
    value = Decimal(n) * 100 / d if d else Decimal(n)
    tenth = as_printed.value / 10
    match rounding:
        case "exact":
            return value == as_printed.value
        case "rounded" | "cut":
            how = ROUND_HALF_UP if rounding == "rounded" else ROUND_DOWN
            return (value / as_printed.step).quantize(Decimal(1), how) * as_printed.step == as_printed.value
        case "above":
            return as_printed.value < value <= as_printed.value + tenth
        case "below":
            return as_printed.value - tenth <= value < as_printed.value
