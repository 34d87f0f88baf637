"""XLSX as a person sees it who opens the file; what cannot be read so is told by its row."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from jinlin.lib.errors import BadInput
from jinlin.lib.lists import Row, read
from jinlin.lib.lists.tests.books import HEAD, book, row, text


def rows(file: io.BytesIO) -> list[Row]:
    return list(read(file))


def only(file: io.BytesIO) -> Row:
    (found,) = rows(file)
    return found


def number(value: str, more: str = "") -> str:
    return f"<c{more}><v>{value}</v></c>"


def test_rows_beyond_what_the_dimension_says_are_read() -> None:
    people = [row(text(f"甲{n}"), number(str(n))) for n in range(20)]
    assert [one["name"] for one in rows(book(HEAD, *people, dimension="B2:B3"))] == [
        f"甲{n}" for n in range(20)
    ]


@pytest.mark.parametrize(
    "value", ["6222021234567890123", "6.22202123456789e+18", "9.90101195503070E+17", "-1e15"]
)
def test_a_number_of_more_than_15_digits_is_refused_by_its_row(value: str) -> None:
    found = only(book(HEAD, row(text("甲"), number(value))))
    assert (found.n, list(found.faults)) == (2, ["amount"])
    assert "文本" in found.faults["amount"].zh


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1234.5600000000002", "1234.56"), ("0.1", "0.1"), ("100", "100"), ("13800138000.0", "13800138000"),
     ("123456789012345", "123456789012345"), ("-3", "-3")],
)  # fmt: skip
def test_a_number_is_read_as_the_spreadsheet_shows_it(value: str, shown: str) -> None:
    assert only(book(HEAD, row(text("甲"), number(value))))["amount"] == shown


@pytest.mark.parametrize(
    "formula", ["<c><f>300</f></c>", "<c><f>300</f><v></v></c>", '<c t="n"><f>A1</f><v/></c>']
)
def test_a_formula_that_was_never_counted_is_refused(formula: str) -> None:
    assert "open it in a spreadsheet" in only(book(HEAD, row(text("甲"), formula))).faults["amount"].en


def test_a_formula_that_was_counted_is_read_also_where_it_gives_nothing() -> None:
    counted = row('<c t="str"><f>B1</f><v>甲</v></c>', '<c t="str"><f>""</f><v></v></c>')
    assert dict(only(book(HEAD, counted))) == {"name": "甲", "amount": ""}


def test_a_value_that_a_program_put_beside_a_formula_is_not_believed() -> None:
    file = book(HEAD, row(text("甲"), "<c><f>300</f><v>0</v></c>"), about='<calcPr fullCalcOnLoad="1"/>')
    assert list(only(file).faults) == ["amount"]


def test_an_error_is_no_name() -> None:
    found = only(book(HEAD, row('<c t="e"><f>VLOOKUP(1,B:B,1,0)</f><v>#N/A</v></c>', number("5"))))
    assert "#N/A" in found.faults["name"].zh
    assert found["amount"] == "5"


def test_what_xml_cannot_write_is_read_as_what_it_was() -> None:
    assert only(book(HEAD, row(text("癸_x000D_\n"), number("1"))))["name"] == "癸"
    assert only(book(HEAD, row(text("_x005F_x000D_"), number("1"))))["name"] == "_x000D_"


def test_texts_that_cells_share_are_read_without_how_they_are_pronounced() -> None:
    strings = "<si><r><t>张</t></r><r><t>三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si>"
    assert only(book(HEAD, row('<c t="s"><v>0</v></c>', number("1")), strings=strings))["name"] == "张三"


def test_a_hidden_sheet_is_not_read() -> None:
    shown = {"名单": ("visible", HEAD + row(text("新人"), number("6")))}
    assert only(book(HEAD, row(text("旧人"), number("5")), state="hidden", more=shown))["name"] == "新人"


def test_of_several_sheets_that_hold_something_none_is_guessed() -> None:
    with pytest.raises(BadInput, match="一、二"):
        rows(book(HEAD, more={"二": ("visible", HEAD), "三": ("visible", "")}))


def test_empty_sheets_beside_it_do_no_harm() -> None:
    assert (
        only(book(HEAD, row(text("甲")), more={"二": ("visible", ""), "三": ("veryHidden", HEAD)}))["name"]
        == "甲"
    )


def test_a_workbook_of_hidden_sheets_is_refused() -> None:
    with pytest.raises(BadInput, match="no visible sheet"):
        rows(book(HEAD, state="hidden"))


def test_codes_that_are_filled_up_with_zeros_keep_them() -> None:
    styles, form = '<xf numFmtId="0"/><xf numFmtId="200"/>', '<numFmt numFmtId="200" formatCode="000"/>'
    cells = row(number("7", ' s="1"'), number("7"))
    assert dict(only(book(HEAD, cells, formats=form, styles=styles))) == {"name": "007", "amount": "7"}


def test_dates_are_read_as_iso_8601_with_their_time_if_they_have_one() -> None:
    made = openpyxl.Workbook()
    made.active.append(["name", "amount"])
    made.active.append([datetime(2026, 1, 5, 9, 30, tzinfo=None), date(2026, 1, 5)])  # noqa: DTZ001 -- as a cell has it
    file = io.BytesIO()
    made.save(file)
    assert dict(only(file)) == {"name": "2026-01-05 09:30:00", "amount": "2026-01-05"}


def test_a_chinese_format_of_dates_need_not_be_spelt_out() -> None:
    assert only(book(HEAD, row(number("46027", ' s="1"')), styles='<xf numFmtId="0"/><xf numFmtId="31"/>'))[
        "name"
    ] == ("2026-01-05")


def test_rows_and_cells_are_counted_as_the_spreadsheet_counts_them() -> None:
    found = rows(book(HEAD, row(text("乙", "B7"), n="7"), row(text("丙"))))
    assert [(one.n, one["name"], one["amount"]) for one in found] == [(7, "", "乙"), (8, "丙", "")]


@pytest.mark.parametrize(
    "broken",
    [
        row(text("甲"), n="3") + row(text("乙"), n="3"),
        row(text("甲", "A2"), text("乙", "A2")),
        row(text("甲", "ZZZ2")),
        row('<c t="s"><v>9</v></c>'),
        row('<c s="9"><v>9</v></c>'),
        row("<c><v>ten</v></c>"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_and_nothing_is_lost_from_it(broken: str) -> None:
    with pytest.raises(BadInput, match="damaged"):
        rows(book(HEAD, broken))


@pytest.mark.parametrize("part", ["xl/worksheets/0.xml", "xl/strings.xml", "xl/media/a.png"])
def test_a_bomb_is_refused_before_it_unpacks(part: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("_rels/.rels", "")
        with parts.open(part, "w") as file:
            for _ in range(64):
                file.write(bytes(1024 * 1024))
    tracemalloc.start()
    with pytest.raises(BadInput, match="was not opened"):
        rows(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000


def test_entities_are_not_followed() -> None:
    made = book(HEAD)
    with zipfile.ZipFile(made) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
    content["xl/worksheets/0.xml"] = laughs + content["xl/worksheets/0.xml"].replace(b"name", b"&c;")
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as parts:
        for name, one in content.items():
            parts.writestr(name, one)
    assert "hahaha" not in read(again).header
