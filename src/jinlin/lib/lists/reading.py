"""One reader for every list that comes in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jinlin.lib.errors import BadInput
from jinlin.lib.lists import texts, workbooks
from jinlin.lib.lists.row import WHOLE, Cells, Row
from jinlin.lib.lists.writing import bare
from jinlin.lib.text import trimmed, visible
from jinlin.lib.words import Words

MOST_COLUMNS = 500
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Name = Callable[[str], str]


class Listing:
    """A list: `header`, the names of its columns, and its rows, read one by one, empty ones left out."""

    def __init__(self, lines: Iterator[Cells], name: Name) -> None:
        self._lines = lines
        self.header = _header(next(lines, Cells(1, [], {})), name)

    def __iter__(self) -> Iterator[Row]:
        for line in self._lines:
            if line.n > texts.MOST_ROWS:
                raise BadInput(
                    f"超过{texts.MOST_ROWS}行，请分成几个文件",
                    f"There are more than {texts.MOST_ROWS} rows; split the file",
                )
            cells = [trimmed(one) for one in line.texts]
            if line.faults or any(cells):
                yield _row(line, cells if line.ragged else [bare(one) for one in cells], self.header)


def read(file: IO[bytes], name: Name = str) -> Listing:
    """The list in a file that can be read more than once. `name` says what a heading means.

    BadInput if it is neither CSV nor XLSX, or if two columns have one name.
    """
    file.seek(0)
    begin = file.read(len(_ZIP))
    if begin == _OLE:
        raise BadInput(
            "这是旧版 Excel（.xls）或加了密码的文件，请另存为不带密码的 .xlsx",
            "This is an old Excel file (.xls), or one with a password: save it as .xlsx without a password",
        )
    return Listing((workbooks if begin == _ZIP else texts).lines(file), name)


@contextmanager
def read_path(path: Path, name: Name = str) -> Iterator[Listing]:
    """The list in the file at this path, open as long as it is read. BadInput also if there is none."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadInput(
            f"打不开文件 {path}：{error.strerror}", f"{path} cannot be opened: {error.strerror}"
        ) from error
    with file:
        yield read(file, name)


def _header(line: Cells, name: Name) -> tuple[str, ...]:
    header = [name(visible(trimmed(one))) for one in line.texts]
    while header and not header[-1]:
        header.pop()
    if twice := sorted({one for one in header if one and header.count(one) > 1}):
        listed = "、".join(twice)
        raise BadInput(f"有两列都叫：{listed}", f"There are two columns of the name {listed}")
    if len(header) > MOST_COLUMNS:
        raise BadInput(f"超过{MOST_COLUMNS}列", f"There are more than {MOST_COLUMNS} columns")
    return tuple(header)


def _row(line: Cells, cells: list[str], header: Sequence[str]) -> Row:
    faults = {header[at] if at < len(header) else WHOLE: say for at, say in line.faults.items()}
    if any(cells[len(header) :]) or (len(cells) < len(header) and not line.ragged):
        faults.setdefault(WHOLE, _unlike(len(cells), len(header)))
    padded = cells + [""] * (len(header) - len(cells))
    return Row(line.n, {name: padded[at] for at, name in enumerate(header) if name}, faults)


def _unlike(cells: int, columns: int) -> Words:
    return Words(
        zh=f"这一行有{cells}格，表头有{columns}格；含逗号的文字要加引号",
        en=f"This row has {cells} cells, the header has {columns}; quote texts that hold a comma",
    )
