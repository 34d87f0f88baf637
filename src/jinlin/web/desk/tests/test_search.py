"""Search on the desk: by words, by number, and by telephone for a purpose."""

from __future__ import annotations

import json

from jinlin.kernel.journal.selectors import history
from jinlin.web.desk.tests.conftest import Desk


def test_words_find_the_cases_in_which_they_stand(desk: Desk) -> None:
    desk.report("东街路灯不亮")
    desk.report("西街井盖松动")
    page = desk.page("lin", "search?q=路灯")
    assert ("东街路灯不亮" in page, "西街" in page) == (True, False)


def test_a_number_leads_to_its_case(desk: Desk) -> None:
    number = desk.report("A hole", "pothole")
    assert desk.get("lin", f"search?q={number}")["Location"] == f"/desk/cases/{number}"
    assert desk.get("he", f"search?q={number}").status_code == 200


def test_too_little_is_answered_with_what_is_needed(desk: Desk) -> None:
    answer = desk.get("lin", "search?q=灯")
    assert (answer.status_code, "至少两个字" in answer.content.decode()) == (422, True)


def test_a_telephone_finds_its_cases_for_a_purpose_that_is_journaled(desk: Desk) -> None:
    desk.report("A hole", reporter={"name": "示例张三", "phone": "13800000000"})
    sent = {"part": "phone", "value": "13800000000"}
    assert desk.post("lin", "find", **sent, purpose="").status_code == 422
    assert "A hole" in desk.post("lin", "find", **sent, purpose="来电查询进度").content.decode()
    assert "A hole" not in desk.post("wu", "find", **sent, purpose="来电查询进度").content.decode()
    first = json.loads(history("search/finder")[0].facts)
    assert first["purpose"] == "来电查询进度"
    assert "13800000000" not in str(first)
