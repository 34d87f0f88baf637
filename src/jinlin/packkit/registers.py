"""Reads `registers/*.csv`: the first column is `code`, every row has every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinlin.packkit.faults import Fault, PackBroken, Place, fault
from jinlin.packkit.reader import read_text, shown

# A register is a list that people keep; what is larger belongs into a table of an instrument.
LARGEST = 50_000_000


@dataclass(frozen=True)
class RegisterFile:
    """A register as its file has it. `columns` are those besides `code`; every row has `code` and them."""

    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]

    def place(self, position: int | None = None) -> Place:
        """The line of a row, or of the header."""
        return Place(self.file, 1 if position is None else self.lines[position])


def read_register(path: Path) -> RegisterFile:
    """One register. Errors: `PackBroken` with every faulty line."""
    text = read_text(path, LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        read = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        zh, en = "引号没有成对，或引号后面还有文字", f"a quotation mark does not close: {error}"
        broken = fault(Place(shown(path), reader.line_num), "register-row", zh, en)
        raise PackBroken(path.stem, [broken]) from error
    faults = [*_header_faults(path, header), *_row_faults(path, header, read)]
    if faults:
        raise PackBroken(path.stem, faults)
    rows = tuple(dict(zip(header, (one.strip() for one in cells), strict=True)) for _, cells in read)
    return RegisterFile(path.stem, shown(path), tuple(header[1:]), rows, tuple(line for line, _ in read))


def _header_faults(path: Path, header: list[str]) -> Iterator[Fault]:
    place = Place(shown(path), 1)
    if not header or header[0] != "code":
        zh, en = "第一列必须叫 code", "the first column must be called `code`"
        yield fault(place, "register-header", zh, en)
    for name in sorted({one for one in header if header.count(one) > 1 or not one.strip()}):
        zh, en = f"列名“{name}”重复或为空", f"the column name '{name}' is empty or there twice"
        yield fault(place, "register-header", zh, en)


def _row_faults(path: Path, header: list[str], read: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for line, cells in read:
        place, code = Place(shown(path), line), cells[0].strip()
        if len(cells) != len(header):
            zh = f"这一行有 {len(cells)} 格，表头有 {len(header)} 格；含逗号的文字要加引号"
            en = f"this row has {len(cells)} cells, the header has {len(header)}; quote texts with commas"
            yield fault(place, "register-row", zh, en)
        if not code:
            yield fault(place, "register-row", "code 为空", "the code is empty")
        elif code in first:
            zh = f"编码“{code}”在第 {first[code]} 行已有"
            en = f"the code '{code}' is already on line {first[code]}"
            yield fault(place, "register-row", zh, en)
        first.setdefault(code, line)
