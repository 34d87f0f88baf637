"""The rows of a CSV file that somebody else wrote: UTF-8, with a header, cells over several lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from jinlin.lib.errors import BadInput
from jinlin.packkit.grammar.imports import RowTime

LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Row:
    """One row: the line of the file on which it ends, and its cells by column, without white space around.

    `has_all` is false if the row has more cells than the header, or fewer.
    """

    line: int
    cells: dict[str, str]
    has_all: bool


def header(path: Path) -> list[str]:
    """The column names of the file."""
    with _open(path) as file:
        return [name.strip() for name in next(csv.reader(file), [])]


def rows(path: Path) -> Iterator[Row]:
    """The rows, one after the other. BadInput if the file cannot be read or is not UTF-8."""
    csv.field_size_limit(LONGEST_CELL)
    with _open(path) as file:
        reader = csv.reader(file)
        names = [name.strip() for name in next(reader, [])]
        for cells in reader:
            if cells:
                named = dict(zip(names, (cell.strip() for cell in cells), strict=False))
                yield Row(reader.line_num, named, has_all=len(cells) == len(names))


def moment(row: Row, column: str, time: RowTime) -> datetime:
    """The time in a column. BadInput if it is not one."""
    text = row.cells.get(column, "")
    for form in time.formats:
        with suppress(ValueError):  # the next form may fit; if none does, that is said below
            return datetime.strptime(text, form).replace(tzinfo=ZoneInfo(time.zone))
    forms = " / ".join(time.formats)
    raise BadInput(f"“{column}”不是时间：{text[:40]}", f"'{column}' is not a time as {forms}: {text[:40]}")


@contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise BadInput(
            f"打不开文件 {path}：{error.strerror}", f"{path} cannot be opened: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8 后再导入",
            f"{path.name} is not UTF-8; save it as UTF-8",
        ) from error
    except csv.Error as error:
        raise BadInput(
            f"{path.name} 不是完好的 CSV：{error}", f"{path.name} is not sound CSV: {error}"
        ) from error
