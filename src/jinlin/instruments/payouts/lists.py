"""Lists of claims that people bring: which heading means which column, and the empty list to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinlin.instruments.payouts.claims import COLUMNS, NEEDED
from jinlin.lib import lists
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

_MEANT = {title: name for name, titles in COLUMNS.items() for title in (name, *titles)}


def rows(path: Path) -> Iterator[lists.Row]:
    """The rows of a list of claims, CSV or XLSX, by the columns of `claims`; others stay.

    BadInput if the file is not what it says, lacks a column, names one twice, or is too long.
    """
    with lists.read_path(path, lambda heading: _MEANT.get(heading, heading)) as listing:
        if missing := [name for name in NEEDED if name not in listing.header]:
            raise _lacking(missing)
        yield from listing


def template() -> bytes:
    """An empty list to fill in, with the Chinese headings, as a spreadsheet opens it."""
    return lists.as_csv([[titles[0] for titles in COLUMNS.values()]])


def _lacking(missing: list[str]) -> BadInput:
    zh = "、".join(COLUMNS[name][0] for name in missing)
    return BadInput(
        f"这个文件不能作为申报表：缺少列：{zh}。",
        f"This file cannot be taken as a list of claims: it lacks the columns {', '.join(missing)}.",
        help=Words(
            zh="请用 CSV 或 XLSX，第一行为列名：姓名、证件号码、投入金额。",
            en="Bring CSV or XLSX whose first row names the columns: name, id_no, paid_in.",
        ),
    )
