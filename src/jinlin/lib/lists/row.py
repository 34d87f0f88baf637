"""A row as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

HEADER = 1
WHOLE = ""


class Cells(NamedTuple):
    """The cells of one row by their place, and what is wrong with some of them. A workbook writes no empty
    cells at the end of a row: it is `ragged`."""

    n: int
    texts: list[str]
    faults: dict[int, Words]
    ragged: bool = False


class Row(dict[str, str]):
    """The cells of a row by their column, without white space around them.

    `n` is its number as a spreadsheet shows it: the header is row 1. `faults` says of a column why its cell
    cannot be read, and of the column "" what is wrong with the row as a whole.
    """

    def __init__(self, n: int, cells: Mapping[str, str], faults: Mapping[str, Words]) -> None:
        super().__init__(cells)
        self.n = n
        self.faults = faults


def fault_of(row: Mapping[str, Any]) -> BadInput | None:
    """The first thing that kept a row from being read whole; None if nothing did."""
    faults = row.faults if isinstance(row, Row) else {}
    for column, say in faults.items():
        return BadInput(f"{column}：{say.zh}", f"{column}: {say.en}") if column else BadInput(say.zh, say.en)
    return None


def numbered(
    rows: Iterable[Mapping[str, Any]], first: int = HEADER + 1
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows with their numbers; those that come from no file are counted from `first` on."""
    for n, row in enumerate(rows, first):
        yield (row.n if isinstance(row, Row) else n), row
