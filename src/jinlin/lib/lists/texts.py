"""CSV as programs in China write it: UTF-8, GB 18030 or UTF-16; commas, tabs or semicolons; strict quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from jinlin.lib.errors import BadInput
from jinlin.lib.lists.row import Cells

MOST_ROWS = 2_000_000
LONGEST_CELL = 1_000_000  # characters
DELIMITERS = ",\t;"
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSED = ("utf-8", "gb18030")  # no text of more than a few characters reads as both
_SAMPLE = 1024 * 1024


def lines(file: IO[bytes]) -> Iterator[Cells]:
    """The rows, one after the other. BadInput for what is no text, or whose quotes do not close."""
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    csv.field_size_limit(LONGEST_CELL)
    n = 0
    try:
        delimiter = _delimiter(text.readline(LONGEST_CELL))
        text.seek(0)
        for n, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
            yield Cells(n, cells, {})
    except csv.Error as error:
        raise _broken(n + 1, error) from error
    finally:
        if not file.closed:  # whoever reads only the header closes it before
            text.detach()


def encoding_of(file: IO[bytes]) -> str:
    """The encoding, by its mark or by what decodes without a fault. BadInput if none does."""
    file.seek(0)
    begin = file.read(4)
    for mark, encoding in _MARKED:
        if begin.startswith(mark):
            return encoding if _decodes(file, encoding) else _no_encoding()
    return next((one for one in _GUESSED if _decodes(file, one)), None) or _no_encoding()


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        while read := text.read(_SAMPLE):
            if "\0" in read:
                return False
    except UnicodeError:
        return False
    finally:
        text.detach()
    return True


def _delimiter(header: str) -> str:
    """What parts the names of the columns; a comma if only one is there."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _broken(n: int, error: csv.Error) -> BadInput:
    return BadInput(
        f"从第{n}行起不是完好的 CSV：引号没有成对，或引号后面还有文字（{error}）",
        f"From row {n} on this is no sound CSV: a quotation mark does not close ({error})",
    )


def _no_encoding() -> str:
    raise BadInput(
        "这个文件不是 CSV，也不是 XLSX；文字编码应为 UTF-8、GB18030 或带 BOM 的 UTF-16，请另存为 CSV",
        "This file is neither CSV nor XLSX. Text must be UTF-8, GB 18030, or UTF-16 with its mark: "
        "save it as CSV in UTF-8",
    )
