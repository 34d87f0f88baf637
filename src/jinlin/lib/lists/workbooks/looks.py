"""How a workbook's numbers look: dates, and codes that are filled up with zeros."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

_DAYS = frozenset({*range(27, 37), *range(50, 59)})
"""Formats of dates in Chinese, Japanese and Korean, which a file need not spell out: ECMA-376, 18.8.30."""
_DIGITS = 15
_TOO_LONG = 10**_DIGITS


class Unread(Exception):  # noqa: N818 -- a cell that is told to a person, not an error of ours
    """A number that cannot be shown as it was meant."""


class Look(NamedTuple):
    """A format: whether its numbers are dates, and to how many digits codes are filled up."""

    is_date: bool = False
    digits: int = 0


class Looks:
    """The formats of a workbook by the number of a cell's style."""

    def __init__(self, styles: Any, *, since_1904: bool) -> None:
        self._epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
        self._looks = [] if styles is None else _looks(styles)

    def shown(self, number: str, style: str | None) -> str:
        """A number as the spreadsheet shows it: to 15 digits, or as a date. Unread for more digits."""
        look = self._looks[int(style)] if style else Look()
        value = float(number)
        if look.is_date:
            return _day(from_excel(value, self._epoch))
        if not abs(value) < _TOO_LONG:
            raise Unread
        text = f"{value:.{_DIGITS}g}"
        return text.zfill(look.digits) if text.isdecimal() else text


def _looks(styles: Any) -> list[Look]:
    own = {
        one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    return [_look(one.get("numFmtId") or "0", own) for one in styles.iterfind("{*}cellXfs/{*}xf")]


def _look(number: str, own: dict[str, str]) -> Look:
    form = own.get(number) or BUILTIN_FORMATS.get(int(number), "")
    if (int(number) in _DAYS and number not in own) or is_date_format(form):
        return Look(is_date=True)
    return Look(digits=len(form) if set(form) == {"0"} else 0)


def _day(value: Any) -> str:
    """A date alone where no time is told."""
    if isinstance(value, datetime):
        whole = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
