"""CSV in whatever encoding and with whatever separator; a stray quotation mark swallows nothing."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput
from jinlin.lib.lists import as_csv, numbered, read, shielded
from jinlin.lib.text import clean, trimmed

LIST = "姓名,电话\n张三,13800138000\n"


def rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(one.n, dict(one)) for one in read(io.BytesIO(content))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_list_is_read_however_it_was_saved(encoding: str, separator: str, line_break: str) -> None:
    content = LIST.replace(",", separator).replace("\n", line_break).encode(encoding)
    assert rows(content) == [(2, {"姓名": "张三", "电话": "13800138000"})]


def test_separators_within_quotes_do_not_count() -> None:
    assert rows(b'"a;b;c;d",e\n1,2\n') == [(2, {"a;b;c;d": "1", "e": "2"})]


@pytest.mark.parametrize(
    "swallowing",
    ['甲,"路灯不亮\n乙,井盖\n丙,噪声\n', '甲,"路灯不亮\n乙,井盖\n丙,"噪声\n', '甲,"路灯"不亮\n乙,井盖\n'],
)
def test_a_stray_quotation_mark_swallows_no_row(swallowing: str) -> None:
    with pytest.raises(BadInput, match="From row 3 on"):
        rows(f"姓名,内容\n零,好\n{swallowing}".encode())


def test_text_over_several_lines_is_one_row_and_rows_are_counted_as_a_spreadsheet_does() -> None:
    assert rows(b'a,b\n"1\n2",3\n\n4,5\n') == [
        (2, {"a": "1\n2", "b": "3"}),
        (4, {"a": "4", "b": "5"}),
    ]


@pytest.mark.parametrize("line", ["1", "1,2,3"])
def test_a_row_with_too_few_or_too_many_cells_says_so(line: str) -> None:
    (found,) = read(io.BytesIO(f"a,b\n{line}\n".encode()))
    assert "the header has 2" in found.faults[""].en


def test_empty_columns_at_the_end_are_nothing() -> None:
    assert rows(b"a,b,,\n1,2,,\n") == [(2, {"a": "1", "b": "2"})]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="two columns of the name a"):
        rows("a,\u200ba\n1,2\n".encode())


@pytest.mark.parametrize(
    "content", [b"a,b\n\xff\xff\xff", b"%PDF-1.7\0\0", b"\xff\xfea\0,", b"\xfe\xff\xd8\x00"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="neither CSV nor XLSX"):
        rows(content)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠A",
        "\t=1",
        " =1",
        "\u200b=1",
        "\ufeff＝1",
        "'=1",
        "\n=1",
    ],
)
def test_what_a_spreadsheet_would_take_for_a_formula_is_told_to_be_text(cell: str) -> None:
    assert shielded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "甲", "1", "'", "it's", "a=b", "a\n=b"])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert shielded(cell) == cell


def admitted(text: str) -> bool:
    try:
        return bool(clean(text, 1000))
    except BadInput:
        return False


TEXT = st.text(max_size=30).filter(admitted).map(lambda text: clean(text, 1000))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_back_as_it_was(cells: list[list[str]]) -> None:
    read_back = read(io.BytesIO(as_csv([["a", "b"], *cells])))
    assert [[one["a"], one["b"]] for one in read_back] == [one for one in cells if any(map(trimmed, one))]


def test_rows_that_come_from_no_file_are_counted() -> None:
    assert [n for n, _ in numbered([{"a": "1"}, {"a": "2"}], 1)] == [1, 2]
