"""Lists that people bring: CSV or XLSX, told by their content and read row by row, however long they are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from jinlin.instruments.payouts.claims import COLUMNS, NEEDED
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

MOST_ROWS = 2_000_000
LARGEST_UNPACKED = 2 * 1024**3
ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets in China write
_SAMPLE = 64 * 1024
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """A row by its columns, and its number as a spreadsheet counts: the header is row 1."""

    n: int
    cells: Mapping[str, str]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a list of claims; empty ones are left out.

    BadInput if the file is not what it says, lacks a column, names one twice, or is too long.
    """
    lines = _lines(path)
    header = _header(next(lines, []))
    for n, line in enumerate(lines, 2):
        if n > MOST_ROWS:
            raise _wrong(f"超过{MOST_ROWS}行，请分成几个文件", f"more than {MOST_ROWS} rows; split it")
        if any(cell.strip() for cell in line):
            yield Row(n, {name: line[at] if at < len(line) else "" for name, at in header.items()})


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        begin = file.read(_SAMPLE)
    if begin.startswith(_ZIP):
        return _of_workbook(path)
    if begin.startswith(_OLD_EXCEL):
        raise _wrong("是旧版 Excel（.xls），请另存为 .xlsx", "is an old Excel file; save it as .xlsx")
    if b"\0" in begin or not begin.strip():
        raise _wrong("既不是 CSV 也不是 XLSX", "is neither CSV nor XLSX")
    return _of_text(path)


def _of_text(path: Path) -> Iterator[list[str]]:
    with path.open(encoding=_encoding(path), newline="") as file:
        try:
            yield from csv.reader(file, strict=True)
        except (csv.Error, UnicodeDecodeError) as error:
            raise _wrong(f"不是可读的 CSV：{error}", f"is not readable as CSV: {error}") from error


def _encoding(path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(_SAMPLE * 16):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise _wrong("文字编码既不是 UTF-8 也不是 GB18030", "is neither UTF-8 nor GB18030")


def _of_workbook(path: Path) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise _wrong("解压后超过2GB", "unpacks to more than 2 GB")
        with path.open("rb") as file:  # by its content: openpyxl would go by the name
            sheet = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
            for line in sheet.iter_rows(values_only=True):
                yield [_text(cell) for cell in line]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, EOFError) as error:
        raise _wrong("不是可读的 XLSX", "is not a readable XLSX file") from error


def _text(cell: Any) -> str:
    """A cell as it was meant: 13800000000.0 was typed as 13800000000."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _header(line: list[str]) -> dict[str, int]:
    """Which column stands where; headings in Chinese or English, others are left alone."""
    meant = {title: name for name, titles in COLUMNS.items() for title in (name, *titles)}
    found: dict[str, int] = {}
    for at, title in enumerate(line):
        name = meant.get(title.strip())
        if name in found:
            raise _wrong(f"“{title.strip()}”有两列", f"has two columns of {name}")
        if name:
            found[name] = at
    if missing := [name for name in NEEDED if name not in found]:
        zh = "、".join(COLUMNS[name][0] for name in missing)
        raise _wrong(f"缺少列：{zh}", f"lacks the columns {', '.join(missing)}")
    return found


def template() -> str:
    """An empty list to fill in, with the Chinese headings, as a spreadsheet opens it."""
    file = io.StringIO()
    csv.writer(file).writerow(titles[0] for titles in COLUMNS.values())
    return "\ufeff" + file.getvalue()


def _wrong(zh: str, en: str) -> BadInput:
    return BadInput(
        f"这个文件不能作为申报表：{zh}。",
        f"This file cannot be taken as a list of claims: it {en}.",
        help=Words(
            zh="请用 CSV 或 XLSX，第一行为列名：姓名、身份证号、投入金额。",
            en="Bring CSV or XLSX whose first row names the columns: name, id_no, paid_in.",
        ),
    )
