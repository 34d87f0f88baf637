"""Areas through time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.registry.area_tree import AreaInfo, AreaTree

DAY = timedelta(days=1)
CHANGE = date(2014, 7, 1)
LONG_AGO = date(1949, 10, 1)


def area(
    code: str, parent: str = "", first: date = LONG_AGO, last: date | None = None, to: str = ""
) -> AreaInfo:
    return AreaInfo(code, f"区{code}", parent, "county", first, last, to)


# A county whose code changed: 03 until the end of June 2014, 13 from July, both within 01.
CHANGED = AreaTree(
    [
        area("01"),
        area("03", "01", last=CHANGE - DAY, to="13"),
        area("13", "01", first=CHANGE),
        area("0301", "03", last=CHANGE - DAY, to="1301"),
        area("1301", "13", first=CHANGE),
    ]
)


def test_a_code_that_changed_is_found_by_the_date_on_which_it_stood() -> None:
    assert CHANGED.on("03", CHANGE - DAY) is not None
    assert CHANGED.on("13", CHANGE - DAY) is None
    assert CHANGED.on("03", CHANGE) is None
    assert CHANGED.on("13", CHANGE) is not None


def test_one_code_may_stand_for_one_area_and_later_for_another() -> None:
    tree = AreaTree(
        [
            AreaInfo("05", "旧", "", "county", LONG_AGO, date(1999, 12, 31), ""),
            AreaInfo("05", "新", "", "county", date(2005, 1, 1), None, ""),
        ]
    )
    found = [tree.on("05", day) for day in (date(1999, 12, 31), date(2000, 1, 1), date(2005, 1, 1))]
    assert [one.name if one else None for one in found] == ["旧", None, "新"]


def test_an_old_case_lies_within_the_area_that_took_its_code_over() -> None:
    assert "13" in CHANGED.line("0301", CHANGE)
    assert "1301" in CHANGED.line("0301", CHANGE)
    assert CHANGED.subtree("13", CHANGE) == {"13", "03", "1301", "0301"}


def test_before_the_change_the_new_code_holds_nothing() -> None:
    assert CHANGED.subtree("03", CHANGE - DAY) == {"03", "0301"}
    assert "13" not in CHANGED.line("0301", CHANGE - DAY)


def test_only_areas_of_today_are_offered_as_children() -> None:
    assert [one.code for one in CHANGED.children("01", CHANGE - DAY)] == ["03"]
    assert [one.code for one in CHANGED.children("01", CHANGE)] == ["13"]
    assert [one.code for one in CHANGED.children("", CHANGE)] == ["01"]


def test_an_unknown_code_lies_within_itself_alone() -> None:
    assert CHANGED.line("77", CHANGE) == ("77",)
    assert CHANGED.subtree("77", CHANGE) == {"77"}


def test_an_area_that_ends_on_the_last_day_of_time_is_read() -> None:
    tree = AreaTree([area("01", last=date.max)])
    assert tree.on("01", date.max) is not None


@st.composite
def trees(draw: st.DrawFn) -> list[AreaInfo]:
    """Areas each below one with a smaller number, some ended, some of those with a successor."""
    found = []
    for n in range(draw(st.integers(1, 12))):
        parent = str(draw(st.integers(0, n - 1))) if n and draw(st.booleans()) else ""
        last = draw(st.sampled_from([None, CHANGE - DAY, CHANGE]))
        to = str(draw(st.integers(0, 12))) if last else ""
        found.append(area(str(n), parent, last=last, to=to))
    return found


@given(trees(), st.sampled_from([CHANGE - DAY, CHANGE, CHANGE + DAY]))
def test_what_lies_below_and_what_lies_above_agree(areas: list[AreaInfo], day: date) -> None:
    tree = AreaTree(areas)
    for one in areas:
        for other in areas:
            assert (one.code in tree.subtree(other.code, day)) == (other.code in tree.line(one.code, day))
