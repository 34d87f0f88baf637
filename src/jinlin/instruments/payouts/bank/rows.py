"""Rows of a bank's CSV: one a line, each cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple, Protocol

from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.lib import lists
from jinlin.lib.errors import BadInput
from jinlin.lib.lists import bare, shielded
from jinlin.lib.text import quote, trimmed

_ZIP = b"PK\x03\x04"
LONGEST_LINE = 10_000  # characters; no row of these columns comes near it


class Row(NamedTuple):
    """A row by the names of its fields, or the sentence with which it was refused."""

    line: int
    cells: dict[str, str]
    refusal: BadInput | None = None


class Column(Protocol):
    """A column: which field it holds, and its title."""

    @property
    def field(self) -> str: ...

    @property
    def title(self) -> str: ...


class Writer:
    """Writes rows as the profile says into anything that takes bytes."""

    def __init__(self, out: SupportsWrite, profile: Profile) -> None:
        self._out, self._text = out, io.StringIO(newline="")
        self._encoding = "utf-8" if profile.encoding == "utf-8-sig" else profile.encoding
        self._csv = csv.writer(self._text, delimiter=profile.delimiter, lineterminator=profile.line_end)
        if profile.encoding == "utf-8-sig":
            out.write("\ufeff".encode())

    def write(self, cells: Sequence[str]) -> None:
        """Write one row; what a spreadsheet would take for a formula gets an apostrophe before it."""
        self._csv.writerow([shielded(one) for one in cells])
        self._out.write(self._text.getvalue().encode(self._encoding))
        self._text.seek(0)
        self._text.truncate()


class SupportsWrite(Protocol):
    """Anything that takes bytes."""

    def write(self, data: bytes, /) -> int: ...


def read_rows(stream: IO[bytes], profile: Profile, columns: Sequence[Column]) -> Iterator[Row]:
    """Every row that is not blank, with its line. BadInput if the first is not the header of the profile.

    What a spreadsheet saved as XLSX is read too, where the profile has a header."""
    stream.seek(0)
    if stream.read(len(_ZIP)) == _ZIP and profile.header:
        yield from _of_workbook(stream, profile, columns)
        return
    stream.seek(0)
    # What does not decode stays in its cell, so that one bad byte spoils one row.
    text = io.TextIOWrapper(stream, profile.encoding, errors="surrogateescape", newline="\n")
    try:
        lines = _lines(text)
        titles = [one.title for one in columns]
        order = _order(next(lines, ""), profile, titles) if profile.header else titles
        names = {one.title: one.field for one in columns}
        for line, found in enumerate(lines, start=2 if profile.header else 1):
            if found.strip():
                yield _row(line, found, profile, [names.get(title, "") for title in order])
    finally:
        text.detach()


def _of_workbook(stream: IO[bytes], profile: Profile, columns: Sequence[Column]) -> Iterator[Row]:
    listing = lists.read(stream)
    _refuse_other(listing.header, profile, [one.title for one in columns])
    for row in listing:
        yield Row(row.n, {one.field: row[one.title] for one in columns}, lists.fault_of(row))


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Each line, or the beginning of one that is too long, the rest of which is passed over."""
    while line := text.readline(LONGEST_LINE + 1):
        yield line
        while not line.endswith("\n") and (line := text.readline(LONGEST_LINE)):
            pass


def _order(first: str, profile: Profile, titles: Sequence[str]) -> list[str]:
    """The titles as they stand in the file; it may have more columns, and in another order."""
    found = [one.strip() for one in _cells(first, profile)]
    _refuse_other(found, profile, titles)
    return found


def _refuse_other(found: Sequence[str], profile: Profile, titles: Sequence[str]) -> None:
    if missing := [title for title in titles if found.count(title) != 1]:
        listed = "、".join(missing)
        raise BadInput(
            f"这不是“{profile.name.zh}”的文件，表头缺少或重复：{listed}；请核对文件、编码和银行配置",
            f'This is no file of "{profile.name.en}": its header lacks, or repeats, {listed}; check the '
            "file, its encoding and the bank's profile",
        )


def _row(line: int, found: str, profile: Profile, names: Sequence[str]) -> Row:
    try:
        cells = _as_many(names, _cells(found, profile))
    except BadInput as problem:
        return Row(line, {}, problem)
    return Row(line, {name: bare(trimmed(cell)) for name, cell in zip(names, cells, strict=True) if name})


def _as_many(names: Sequence[str], cells: list[str]) -> list[str]:
    if len(cells) != len(names):
        raise BadInput(
            f"应有{len(names)}列，实有{len(cells)}列",
            f"There are {len(cells)} columns instead of {len(names)}",
        )
    return cells


def _cells(line: str, profile: Profile) -> list[str]:
    if len(line) > LONGEST_LINE:
        raise BadInput(
            f"这一行超过{LONGEST_LINE}个字：{quote(line)}",
            f"The line has more than {LONGEST_LINE} characters: {quote(line)}",
        )
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=profile.delimiter, strict=True), [])
    except csv.Error as error:
        raise BadInput(
            f"这一行不是完整的CSV：{quote(line)}", f"The line is not whole CSV: {quote(line)}"
        ) from error
