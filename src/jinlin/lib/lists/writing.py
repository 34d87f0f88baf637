"""Tables for spreadsheets: read back as they were, and safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import regex

from jinlin.lib.text import writable

BOM = "\ufeff"  # without it a spreadsheet takes Chinese for Latin
_SHIELD = "'"
_LONGEST_IN_A_WORKBOOK = 32_767
_LOOKS_ESCAPED = regex.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What a spreadsheet takes for a formula: also in full width, and behind what it passes over.
_FORMULA = regex.compile(r"'*(?:[\s\p{DI}]*[=+\-@＝＋－＠]|[\t\r\n])")


def shielded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return _SHIELD + cell if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """The cell without the apostrophe that `shielded` put before it."""
    return cell[1:] if cell.startswith(_SHIELD) and _FORMULA.match(cell, 1) else cell


def workbook_text(text: str) -> str:
    """The text as a cell of XLSX holds it, at most 32,767 characters: ECMA-376, 22.9.2.19."""
    return _LOOKS_ESCAPED.sub("_x005F_", writable(text))[:_LONGEST_IN_A_WORKBOOK]


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as CSV, line by line, with the mark of UTF-8 first."""
    yield BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(["" if one is None else shielded(str(one)) for one in row])
        yield line.getvalue()


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The same as one file in UTF-8."""
    return "".join(csv_lines(rows)).encode()
