"""The sheet that is meant: its rows and cells, without believing what the file says of their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any, NamedTuple

from jinlin.lib.errors import BadInput
from jinlin.lib.lists.row import Cells
from jinlin.lib.lists.workbooks.archive import Archive, opened
from jinlin.lib.lists.workbooks.looks import Looks, Unread
from jinlin.lib.words import Words

MOST_CELLS = 2_000  # of a row
_LETTERS = re.compile(r"[A-Z]{1,3}", re.ASCII)
_DIGITS = "0123456789"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TOO_LONG = Words(
    zh="这一格存成了超过15位的数字，后面的位数已经丢失；请把整列设为“文本”后重新填写",
    en="This cell was kept as a number of more than 15 digits, of which the last are lost: format the column "
    "as text and fill it in anew",
)
_NOT_COUNTED = Words(
    zh="这一格是公式，文件里没有算出的结果；请在表格软件中打开并保存一次，再导入",
    en="This cell is a formula whose result is not in the file: open it in a spreadsheet, save it, and bring "
    "it again",
)


class Book(NamedTuple):
    """What the cells of all sheets share. `fresh` says that formulas were counted when it was saved."""

    texts: list[str]
    looks: Looks
    fresh: bool


def lines(file: IO[bytes]) -> Iterator[Cells]:
    """The rows of the one visible sheet. BadInput if none or several hold something, or it is no workbook."""
    with opened(file) as archive:
        head = archive.tree(archive.workbook)
        book = _book(archive, head)
        yield from _rows(archive, _the_sheet(archive, head, book), book)


def _book(archive: Archive, head: Any) -> Book:
    strings, styles = archive.of_kind("sharedStrings"), archive.of_kind("styles")
    texts = [_text(one) for one in archive.elements(strings, "si")] if strings else []
    about, counting = head.find("{*}workbookPr"), head.find("{*}calcPr")
    looks = Looks(archive.tree(styles) if styles else None, since_1904=_says(about, "date1904"))
    return Book(texts, looks, fresh=not _says(counting, "fullCalcOnLoad"))


def _says(element: Any, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def _the_sheet(archive: Archive, head: Any, book: Book) -> str:
    visible = {}
    for one in head.iterfind("{*}sheets/{*}sheet"):
        named = next(value for name, value in one.items() if name.endswith("}id"))
        kind, part = archive.relations[named]
        if kind.endswith("/worksheet") and one.get("state", "visible") == "visible":
            visible[one.get("name")] = part
    filled = {name: part for name, part in visible.items() if any(_rows(archive, part, book))}
    if len(filled) > 1:
        raise BadInput(
            f"工作簿里有几张有内容的工作表：{'、'.join(filled)}；请只保留要导入的一张",
            f"Several sheets of this workbook hold something: {', '.join(filled)}. Keep only one",
        )
    found = next(iter(filled.values() or visible.values()), None)
    if found is None:
        raise BadInput("工作簿里没有可见的工作表", "This workbook has no visible sheet")
    return found


def _rows(archive: Archive, part: str, book: Book) -> Iterator[Cells]:
    """Rows that hold something. A row or cell that does not say where it stands follows the one before."""
    cells: dict[int, str] = {}
    faults: dict[int, Words] = {}
    n = at = 0
    for element in archive.elements(part, "c", "row"):
        if element.tag.endswith("}c"):
            at = _place(element.get("r"), at)
            _read(element, book, at, cells, faults)
            continue
        n = _next(element.get("r"), n)
        if cells or faults:
            yield Cells(
                n, [cells.get(one, "") for one in range(max({**cells, **faults}) + 1)], faults, ragged=True
            )
        cells, faults, at = {}, {}, 0


def _place(name: str | None, before: int) -> int:
    """How many cells stand up to this one in its row."""
    return _column(name.rstrip(_DIGITS)) if name else before + 1


@lru_cache(maxsize=MOST_CELLS)
def _column(letters: str) -> int:
    """How many columns there are up to `AB`. ValueError for what names none."""
    if _LETTERS.fullmatch(letters) is None:
        raise ValueError(f"no column {letters}")
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at


def _next(number: str | None, before: int) -> int:
    """The number of a row, which is larger than that before."""
    n = int(number) if number else before + 1
    if n <= before:
        raise ValueError(f"row {n} after row {before}")
    return n


def _read(element: Any, book: Book, at: int, cells: dict[int, str], faults: dict[int, Words]) -> None:
    read = _cell(element, book)
    if not read:
        return
    if at > MOST_CELLS or at - 1 in cells:
        raise ValueError(f"a cell at {at}")
    if isinstance(read, Words):
        faults[at - 1] = read
    else:
        cells[at - 1] = read


def _cell(element: Any, book: Book) -> str | Words:
    """The text that a cell shows, or why it shows none that can be taken."""
    kind = element.get("t", "n")
    parts = {child.tag.rpartition("}")[2]: child for child in element}
    value = (parts["v"].text or "") if "v" in parts else ""
    if kind == "e":
        return Words(zh=f"这一格是错误值 {value[:20]}", en=f"This cell holds the error {value[:20]}")
    if "f" in parts and (not book.fresh or not (value or kind == "str")):
        return _NOT_COUNTED
    if kind == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    return _valued(kind, value, element.get("s"), book) if value else ""


def _valued(kind: str, value: str, style: str | None, book: Book) -> str | Words:
    if kind == "s":
        return book.texts[int(value)]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n":
        return _plain(value)  # a formula's text, or a date as ISO 8601 writes it
    try:
        return book.looks.shown(value, style)
    except Unread:
        return _TOO_LONG


def _text(element: Any) -> str:
    """The text without how it is pronounced."""
    runs = (child for one in element for child in ((one, *one) if one.tag.endswith("}r") else (one,)))
    return _plain("".join(one.text or "" for one in runs if one.tag.endswith("}t")))


def _plain(text: str) -> str:
    """ECMA-376, 22.9.2.19: what XML cannot write stands as _x and four digits."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
