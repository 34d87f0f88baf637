"""A list as a file: CSV for anything, XLSX for spreadsheets. No personal value ever stands in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jinlin.kernel.cases.policies import GUARDED, Field, How, Standing, sight_of
from jinlin.kernel.cases.selectors import Listed
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.deadlines import end
from jinlin.lib.lists import csv_lines, workbook_text
from jinlin.lib.words import Words
from jinlin.web.desk.controls import CHANNELS
from jinlin.web.desk.rows import Row, row_of
from jinlin.web.forms.fields import Ground
from jinlin.web.language import say
from jinlin.web.values import text_of

MOST = 10_000
IN_MEMORY = 4 * 1024 * 1024  # bytes, before a spreadsheet goes to a temporary file
DEEP = frozenset({"person", "rows", "point", "file", "officer"})
"""Kinds of field that are not one text, or that name somebody."""


class Column(NamedTuple):
    """A column: its heading, and the text that a row has in it."""

    name: Words
    of: Callable[[Row], str]


def _when(at: object) -> str:
    return f"{at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}" if at else ""  # type: ignore[attr-defined] # a moment


def _channel(name: str) -> str:
    return say(CHANNELS[name]) if name in CHANNELS else name


_CARDS = (Words(zh="", en=""), Words(zh="黄牌", en="Yellow"), Words(zh="红牌", en="Red"))
COLUMNS: Sequence[Column] = (
    Column(Words(zh="编号", en="Number"), lambda row: row.of.case.number),
    Column(Words(zh="类型", en="Type"), lambda row: say(row.of.definition.name)),
    Column(Words(zh="标题", en="Title"), lambda row: row.title),
    Column(Words(zh="状态", en="State"), lambda row: say(row.state)),
    Column(Words(zh="承办单位", en="Unit"), lambda row: row.unit),
    Column(Words(zh="区划", en="Area"), lambda row: row.area),
    Column(Words(zh="类别", en="Category"), lambda row: row.category),
    Column(Words(zh="渠道", en="Channel"), lambda row: _channel(row.of.case.channel)),
    Column(Words(zh="亮牌", en="Card"), lambda row: say(_CARDS[row.of.case.card])),
    Column(Words(zh="登记时间", en="Opened"), lambda row: _when(row.of.case.opened_at)),
    Column(Words(zh="到期时间", en="Due"), lambda row: str(end(at)) if (at := row.of.case.due_at) else ""),
    Column(Words(zh="办结时间", en="Closed"), lambda row: _when(row.of.case.closed_at)),
)


class Sheet(NamedTuple):
    """What goes into the file: headings and rows of texts."""

    headings: list[str]
    rows: list[list[str]]


def sheet_of(rows: Sequence[Listed], actor: Actor, world: World) -> Sheet:
    """The rows with the columns that every case has; if all are of one type, with its fields besides."""
    fields = _fields(rows)
    made = [
        [*(column.of(row) for column in COLUMNS), *_answers(row, fields, actor, world)]
        for row in (row_of(one, world) for one in rows)
    ]
    names = [say(rows[0].definition.fields[name].name) for name in fields]
    return Sheet([*(say(column.name) for column in COLUMNS), *names], made)


def as_csv(sheet: Sheet) -> Iterator[str]:
    """Line by line, in UTF-8 with a mark. What would be a formula is told to be text."""
    return csv_lines((sheet.headings, *sheet.rows))


def as_xlsx(sheet: Sheet) -> Iterator[bytes]:
    """A workbook of one sheet whose cells are all texts."""
    book = Workbook(write_only=True)
    page = book.create_sheet(say(Words(zh="事项", en="Cases")))
    for row in (sheet.headings, *sheet.rows):
        page.append([_text_cell(page, cell) for cell in row])
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        yield from iter(lambda: file.read(64 * 1024), b"")


def _text_cell(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=workbook_text(text))
    cell.data_type = "s"  # also where it begins like a formula
    return cell


def _fields(rows: Sequence[Listed]) -> list[str]:
    """The plain fields of the one type that all rows have; none if they differ."""
    if not rows or len({one.case.definition for one in rows}) > 1:
        return []
    fields = rows[0].definition.fields.items()
    return [name for name, ask in fields if ask.type not in DEEP and ask.privacy not in GUARDED]


def _answers(row: Row, fields: Iterable[str], actor: Actor, world: World) -> Iterator[str]:
    """What this actor sees of the fields."""
    definition, case = row.of.definition, row.of.case
    sight, ground = sight_of(Standing(actor, case, definition, world)), Ground.of(definition, world)
    for name in fields:
        value = row.of.contents.get(name) if sight.how(Field(name)) is How.SHOWN else None
        yield "" if value is None else text_of(definition.fields[name], value, ground)


WRITERS: Mapping[str, tuple[str, Callable[[Sheet], Iterator[str] | Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
