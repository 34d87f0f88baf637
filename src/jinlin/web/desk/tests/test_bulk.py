"""One action on many cases: each by itself, each with its own sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from jinlin.web.desk.bulk import MOST
from jinlin.web.desk.tests.conftest import Desk

ASSIGN = "town/report:assign"


def test_leads_back_to_the_list_as_it_was_narrowed_and_paged(desk: Desk) -> None:
    number = desk.report("A hole")
    place = "/desk/watching?type=town%2Freport&after=~1"
    page = desk.post("lin", "bulk", case=f"{number}@1", list=place).content.decode()
    assert f'name="list" value="{place.replace("&", "&amp;")}"' in page
    done = desk.post(
        "lin", "bulk", case=f"{number}@1", do="town/report:urge", sent="1", list=place
    ).content.decode()
    assert f'href="{place.replace("&", "&amp;")}"' in done


@pytest.mark.parametrize("elsewhere", ["https://example.org/desk/", "//example.org", "/report/", ""])
def test_leads_back_to_no_other_place_than_the_desk(desk: Desk, elsewhere: str) -> None:
    number = desk.report("A hole")
    page = desk.post("lin", "bulk", case=f"{number}@1", list=elsewhere).content.decode()
    assert 'name="list" value="/desk/"' in page


def marks(desk: Desk, numbers: Iterable[str]) -> list[str]:
    return [f"{number}@{desk.case(number).revision}" for number in numbers]


def test_what_can_be_done_is_offered_with_how_many_it_fits(desk: Desk) -> None:
    numbers = [desk.report("a"), desk.report("b"), desk.report("c", "pothole")]
    page = desk.post("lin", "bulk", case=marks(desk, numbers)).content.decode()
    assert re.search(rf'value="{ASSIGN}">.*?<span class="under">.*?2件可办', page)
    assert "town/report:resolve" not in page


def test_the_answers_are_asked_once(desk: Desk) -> None:
    numbers = [desk.report("a"), desk.report("b")]
    page = desk.post("lin", "bulk", case=marks(desk, numbers), do=ASSIGN).content.decode()
    assert page.count('name="kind"') == 1
    assert all(mark in page for mark in marks(desk, numbers))


def test_each_case_has_its_own_result_and_its_own_sentence(desk: Desk) -> None:
    good, changed, gone = desk.report("good"), desk.report("changed"), desk.report("gone")
    sent = marks(desk, [good, changed, gone])
    desk.take(changed, "note", "lin", remark="seen")
    desk.take(gone, "assign", "lin", kind="water")
    answer = desk.post("lin", "bulk", case=sent, do=ASSIGN, sent="1", kind="pothole")
    page = answer.content.decode()
    assert [desk.case(number).state for number in (good, changed, gone)] == [
        "with_unit",
        "received",
        "with_unit",
    ]
    assert (page.count('class="done"'), page.count('class="refused"')) == (1, 2)
    assert desk.case(gone).holder == "T-WATER"
    assert "刚由他人办理" in page


def test_a_wrong_answer_is_told_for_every_case_and_changes_none(desk: Desk) -> None:
    numbers = [desk.report("a"), desk.report("b")]
    page = desk.post("lin", "bulk", case=marks(desk, numbers), do=ASSIGN, sent="1").content.decode()
    assert (page.count('class="refused"'), page.count('class="done"')) == (2, 0)


def test_other_types_and_cases_of_others_are_left_alone(desk: Desk) -> None:
    mine, other = desk.report("mine", "pothole"), desk.report("other", "water")
    answer = desk.post("wu", "bulk", case=marks(desk, [mine, other]), do="town/report:wait", sent="1")
    assert other not in answer.content.decode()
    assert (desk.case(mine).state, desk.case(other).state) == ("waiting", "with_unit")


def test_what_is_no_choice_is_refused(desk: Desk) -> None:
    number = desk.report("a")
    for case in ([], ["x"], [f"{number}@x"], [f"{number}"], ["\0@1"], [f"T{n}@1" for n in range(MOST + 1)]):
        assert desk.post("lin", "bulk", case=case).status_code == 422
    for do in ("x", "town/report:resolve", "town/report:nothing"):
        assert desk.post("lin", "bulk", case=marks(desk, [number]), do=do).status_code == 404
    assert desk.get("lin", "bulk").status_code == 405
