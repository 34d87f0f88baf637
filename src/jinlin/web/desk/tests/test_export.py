"""Lists as files: what stands in them, what never does, and that it is remembered who took them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from jinlin.kernel.journal.selectors import history
from jinlin.web.desk.tests.conftest import Desk
from jinlin.web.desk.views import keeping


def rows(desk: Desk, who: str, path: str = "export/watching") -> list[dict[str, str]]:
    answer = desk.get(who, path)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_a_list_is_taken_along_as_csv_and_as_xlsx(desk: Desk) -> None:
    number = desk.report("A hole", "pothole")
    assert [(row["编号"], row["标题"], row["承办单位"]) for row in rows(desk, "gao")] == [
        (number, "A hole", "T-ROADS")
    ]
    book = load_workbook(io.BytesIO(desk.get("gao", "export/watching?format=xlsx").getvalue()))
    assert [cell.value for cell in list(book.active)[1]][:3] == [number, "中Report", "A hole"]


def test_the_file_holds_what_the_list_holds(desk: Desk) -> None:
    desk.report("A hole", "pothole")
    desk.report("A leak", "water")
    assert [row["标题"] for row in rows(desk, "wu", "export/work")] == ["A hole"]
    assert [row["标题"] for row in rows(desk, "gao", "export/search?q=leak")] == ["A leak"]
    assert rows(desk, "gao", "export/watching?unit=T-CENTRE") == []


def test_no_personal_value_stands_in_a_file_whoever_takes_it(desk: Desk) -> None:
    desk.report("A hole", "pothole", reporter={"name": "示例张三丰"}, diagnosis="示例病症")
    for who, name in (("lin", "watching"), ("wu", "work"), ("gao", "watching")):
        text = desk.get(who, f"export/{name}").getvalue().decode()
        assert ("A hole" in text, "张三丰" in text, "示例病症" in text, "示****" in text) == (
            True,
            False,
            False,
            False,
        )


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)"])
def test_a_text_is_never_a_formula(desk: Desk, title: str) -> None:
    desk.report(title, "pothole")
    assert rows(desk, "gao")[0]["标题"] == f"'{title}"
    book = load_workbook(io.BytesIO(desk.get("gao", "export/watching?format=xlsx").getvalue()))
    cell = list(book.active)[1][2]
    assert (cell.value, cell.data_type) == (title, "s")


def test_who_took_which_list_is_journaled_and_its_rows_are_not(desk: Desk) -> None:
    desk.report("A hole", "pothole")
    desk.get("gao", "export/watching?unit=T-ROADS&format=xlsx").getvalue()
    (event,) = history("export/cases")
    facts = json.loads(event.facts)
    assert (event.kind, event.actor, facts["rows"], facts["format"]) == (
        "exported",
        desk.actor("gao").label,
        1,
        "xlsx",
    )
    assert facts["asked"]["unit"] == "T-ROADS"
    assert "A hole" not in event.facts


def test_more_than_a_file_may_hold_is_refused_and_nothing_is_journaled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    desk.report("A hole", "pothole")
    desk.report("A leak", "water")
    assert desk.get("gao", "export/watching").status_code == 422
    assert history("export/cases") == []


def test_only_lists_and_formats_that_there_are_can_be_taken(desk: Desk) -> None:
    assert desk.get("gao", "export/nothing").status_code == 404
    assert desk.get("gao", "export/work?format=pdf").status_code == 404
    assert desk.get("zhao", "export/work").status_code == 403
