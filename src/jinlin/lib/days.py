"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote, trimmed

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))"
    r"(?:[ T]0{1,2}:00(?::00)?)?",
    re.ASCII,
)
_LONGEST = 40


def read_day(text: str) -> date:
    """`2026-01-05`, `2026/1/5`, `2026.1.5`, `2026年1月5日` or `20260105`, with midnight behind it or not:
    what a spreadsheet makes of a date. BadInput for everything else; the year comes first."""
    plain = trimmed(unicodedata.normalize("NFKC", text)) if len(text) <= _LONGEST else ""
    found = _DAY.fullmatch(plain)
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        pass  # said below, as of every other text that is no day
    raise BadInput(
        f"{quote(text)}不是日期；请写如 2026-01-05", f"{quote(text)} is no date; write it as 2026-01-05"
    )
