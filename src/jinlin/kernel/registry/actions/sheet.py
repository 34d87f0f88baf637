"""Rows as read from a file: every fault is found and told at once, with the row it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from jinlin.lib.days import read_day
from jinlin.lib.errors import BadInput
from jinlin.lib.lists import Row, numbered
from jinlin.lib.names import clean_name
from jinlin.lib.text import clean, trimmed, visible
from jinlin.lib.words import Words

HEADER = 1  # rows are numbered as a spreadsheet shows them: the header is row 1
_SHOWN = 3


class Form(NamedTuple):
    """How a code is written, for the program and for people."""

    pattern: str
    zh: str
    en: str


class Line:
    """One row. A reading that fails notes its fault and gives the empty value, so that reading goes on."""

    def __init__(self, sheet: Sheet, number: int, cells: Mapping[str, Any]) -> None:
        self._sheet = sheet
        self.number = number
        self._cells = cells
        self._unread = cells.faults if isinstance(cells, Row) else {}
        for column, say in self._unread.items():
            self.fault(f"{column}：{say.zh}".lstrip("："), f"{column}: {say.en}".lstrip(": "))

    def fault(self, zh: str, en: str) -> None:
        """Note what is wrong in this row."""
        self._sheet.fault(self.number, zh, en)

    def text(self, column: str, max: int, *, required: bool = True) -> str:
        """The cell as clean text of at most `max` characters."""
        return self._read(column, required, lambda text: clean(text, max))

    def name(self, column: str, max: int) -> str:
        """The cell as the name of somebody or of something."""
        return self._read(column, True, lambda text: clean_name(text, max))

    def _read(self, column: str, required: bool, reader: Callable[[str], str]) -> str:
        raw = self._cells.get(column)
        if not isinstance(raw, str | None):
            self.fault(f"{column} 应为文字", f"{column} must be text")
            return ""
        if required and not trimmed(raw or "") and column not in self._unread:
            self.fault(f"{column} 不能为空", f"{column} must not be empty")
        return self.read(column, raw or "", reader)

    def code(self, column: str, form: Form, *, required: bool = True) -> str:
        """The cell as a code of this form."""
        found = visible(self.text(column, 120, required=required))
        if found and not re.fullmatch(form.pattern, found):
            self.fault(f"{column} 应为{form.zh}，不是 {found}", f"{column} must be {form.en}, not {found}")
            return ""
        return found

    def day(self, column: str) -> date | None:
        """The cell as a date, as 2018-03-05; None if it is empty."""
        found = self.text(column, 40, required=False)
        day = self.read(column, found, lambda text: read_day(text).isoformat())
        return date.fromisoformat(day) if day else None

    def known(self, column: str, among: Mapping[str, Any] | frozenset[str], *, required: bool = True) -> str:
        """The cell as a code that must be `among` those known."""
        found = visible(self.text(column, 120, required=required))
        if found and found not in among:
            self.fault(f"{column} 查无此项：{found}", f"{column} is not known: {found}")
            return ""
        return found

    def read(self, column: str, text: str, reader: Callable[[str], str]) -> str:
        """What `reader` makes of the text; its complaint becomes a fault of this row."""
        try:
            return reader(text) if text else ""
        except BadInput as problem:
            self.fault(f"{column}：{problem.say.zh}", f"{column}: {problem.say.en}")
            return ""


class Sheet:
    """The rows of one file, and the faults found in them so far."""

    def __init__(
        self,
        what: Words,
        rows: Iterable[Mapping[str, Any]],
        required: Sequence[str],
        optional: Sequence[str] = (),
        *,
        first: int = HEADER + 1,
    ) -> None:
        self._what = what
        self._faults: list[dict[str, Any]] = []
        self._rows = list(numbered(rows, first))
        self._required = set(required)
        self._columns = {*required, *optional}
        self._check_header()

    def __iter__(self) -> Iterator[Line]:
        for number, cells in self._rows:
            self._check_cells(number, cells)
            yield Line(self, number, cells)

    def fault(self, row: int, zh: str, en: str) -> None:
        """Note what is wrong in a row."""
        self._faults.append({"row": row, "zh": zh, "en": en})

    def refuse_faults(self) -> None:
        """BadInput if anything is wrong; `details["rows"]` lists row, zh and en of every fault."""
        if not self._faults:
            return
        faults = sorted(self._faults, key=lambda one: int(one["row"]))
        zh = "；".join(f"第 {one['row']} 行：{one['zh']}" for one in faults[:_SHOWN])
        en = "; ".join(f"row {one['row']}: {one['en']}" for one in faults[:_SHOWN])
        more = len(faults) > _SHOWN
        raise BadInput(
            f"{self._what.zh}有 {len(faults)} 处错误，未作任何更改。{zh}{'；等等' if more else ''}。",
            f"{self._what.en}: {len(faults)} faults, nothing was changed. "
            f"{en}{'; and so on' if more else ''}.",
            rows=faults,
        )

    def _check_header(self) -> None:
        """A wrong header is one fault, not one for each row."""
        header = set(self._rows[0][1]) if self._rows else self._required
        for column in sorted(self._required - header):
            self.fault(HEADER, f"缺少列 {column}", f"the column {column} is missing")
        for column in sorted(map(str, header - self._columns)):
            self.fault(HEADER, f"不认识的列 {column}", f"the column {column} is not known")
        self.refuse_faults()

    def _check_cells(self, number: int, cells: Mapping[str, Any]) -> None:
        if not self._required <= cells.keys() <= self._columns or None in cells.values():
            self.fault(number, "与表头的列不符", "has not the cells that the header names")
