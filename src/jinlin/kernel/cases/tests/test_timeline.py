"""What happened, in words."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import case_for, family_of, latest_of, timeline
from jinlin.kernel.cases.selectors.timeline import name_of_kind
from jinlin.kernel.cases.tests.town import CLERK, FIXER, REPORT, RESIDENT, WATER
from jinlin.lib import clock

NAME = REPORT["states"]["with_unit"]["name"]["zh"]


@pytest.mark.parametrize(
    ("mark", "zh", "en"),
    [
        ("due", "到期", "Time limit of 'with_unit' passed"),
        ("before 4 working hours", "还有4工作时到期", "'with_unit': 4 working hours before the limit"),
        ("after 2 working days", "逾期2个工作日", "'with_unit': 2 working days after the limit"),
    ],
)
def test_what_silence_brought_is_told_in_the_readers_language(mark: str, zh: str, en: str) -> None:
    told = name_of_kind(Definition.model_validate(REPORT), f"lapse.with_unit.{mark}")
    assert (told.zh, told.en) == (f"“{NAME}”{zh}", en)


def test_of_a_long_case_the_present_comes_first_and_nothing_is_lost(monday: clock.Journey) -> None:
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    for n in range(120):
        take(number, "urge" if n % 2 else "note", {}, CLERK)
    for reader, kinds in ((CLERK, {"act.urge", "act.note", "opened"}), (RESIDENT, {"act.urge", "opened"})):
        view, before, seen = case_for(number, reader), 0, []
        while True:
            stretch = latest_of(view, before, 25)
            seen += [one.seq for one in stretch.entries]
            if stretch.earlier is None:
                break
            before = stretch.earlier
        whole = timeline(number, reader)
        assert seen == [one.seq for one in reversed(whole)]
        assert {one.kind for one in whole} == kinds


def test_of_many_children_the_newest_come_first_and_the_parent_stays(monday: clock.Journey) -> None:
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    take(number, "assign", {"kind": "pothole"}, CLERK)
    for _ in range(4):
        take(number, "get_help", {"helpers": [{"unit": WATER}] * 15}, FIXER)
    view = case_for(number, CLERK)
    first = family_of(view)
    rest = family_of(view, first.earlier)
    ids = [one.case.id for one in (*first.children, *rest.children)]
    assert (len(first.children), len(rest.children), rest.earlier) == (50, 10, None)
    assert ids == sorted(ids, reverse=True)
    child = family_of(case_for(first.children[0].case.number, CLERK))
    assert child.parent is not None
    assert child.parent.case.number == number
