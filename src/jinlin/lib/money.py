"""Money in fen (1 yuan = 100 fen), always whole numbers."""

from __future__ import annotations

import re
import unicodedata

from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote, visible

FEN = 100  # to the yuan
_LONGEST = 40
_AMOUNT = re.compile(
    r"(?P<minus>-?)¥?\s*(?P<yuan>\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.(?P<fen>\d{1,2}))?\s*元?", re.ASCII
)


def parse_fen(text: str, *, negative: bool = False) -> int:
    """Read `1,234.56`, `¥1234.5` or `1234元` as fen; full-width characters are read as the narrow ones.

    BadInput for fractions of a fen, other currencies, words, wrong grouping, more than 15 digits of
    yuan, and, unless `negative`, for amounts below nothing.
    """
    found = (
        _AMOUNT.fullmatch(unicodedata.normalize("NFKC", visible(text)).strip())
        if len(text) <= _LONGEST
        else None
    )
    if found is None:
        raise BadInput(
            f"{quote(text)}不是人民币金额；请写如 1234.56，最多两位小数",
            f"{quote(text)} is not an amount in yuan; write it as 1234.56, with at most two decimals",
        )
    if found["minus"] and not negative:
        raise BadInput(f"金额不能为负：{quote(text)}", f"The amount must not be negative: {quote(text)}")
    fen = int(found["yuan"].replace(",", "")) * FEN + int((found["fen"] or "0").ljust(2, "0"))
    return -fen if found["minus"] else fen


def format_fen(fen: int) -> str:
    """Fen as `1,234.56`, without a sign of currency."""
    yuan, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"


def format_yuan(fen: int) -> str:
    """Fen as `¥1,234.56`, and what is below nothing as `-¥1,234.56`."""
    return f"{'-' if fen < 0 else ''}¥{format_fen(abs(fen))}"
