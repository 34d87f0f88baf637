"""Search: what is contained is found, by those who may see it, and by nobody once it is to be forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases import wording
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Wording
from jinlin.kernel.cases.selectors import Filters, search_cases, searching
from jinlin.kernel.cases.tests.town import CLERK, FIXER, HEAD, PLUMBER, RESIDENT, STRANGER, local
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import BadInput

TEXT = st.text(alphabet="路灯不亮井盖aB１ é𠮷\n", min_size=2, max_size=30)


def found(actor: Actor, text: str, **filters: Any) -> list[str]:
    return [one.title for one in search_cases(actor, text, Filters(**filters)).rows]


def report(title: str, **answers: Any) -> str:
    return open_case("town/report", {"subject": title, **answers}, RESIDENT).case.number


@given(text=TEXT, start=st.integers(0, 28), length=st.integers(2, 10))
def test_a_piece_of_a_text_has_no_pair_that_the_text_has_not(text: str, start: int, length: int) -> None:
    whole = wording.folded(text)
    for piece in whole[start : start + length].split():
        assert set(wording.pairs(piece)) <= set(wording.pairs(whole))


@given(text=st.text(max_size=40))
def test_pairs_fit_the_column_and_folding_twice_is_folding_once(text: str) -> None:
    whole = wording.folded(text)
    assert wording.folded(whole) == whole
    assert all(-(2**31) <= pair < 2**31 for pair in wording.pairs(whole))


@pytest.mark.usefixtures("monday")
class TestASearch:
    def test_finds_a_phrase_wherever_it_stands(self) -> None:
        report("东街路灯不亮三天了")
        report("西街井盖松动")
        for text in ("路灯", "灯不亮", "三天了", "东街 三天"):
            assert found(CLERK, text) == ["东街路灯不亮三天了"]

    def test_is_not_content_with_the_pairs_alone(self) -> None:
        report("甲乙丙 乙丙丁")
        assert found(CLERK, "甲乙丙丁") == []

    def test_minds_neither_capitals_nor_width(self) -> None:
        report("小区ＷｉＦｉ坏了")
        assert found(CLERK, "wifi") == found(CLERK, "ＷＩＦＩ") == ["小区ＷｉＦｉ坏了"]

    def test_takes_every_character_as_itself(self) -> None:
        report("涨了100%_'")
        report("涨了100元")
        assert found(CLERK, "100%_'") == ["涨了100%_'"]

    def test_finds_what_was_written_later_too(self) -> None:
        number = report("路面")
        take(number, "assign", {"kind": "pothole"}, CLERK)
        take(number, "resolve", {"answer": "已经铺好沥青"}, FIXER)
        assert found(CLERK, "沥青") == ["路面"]

    def test_finds_no_personal_value(self) -> None:
        report("路面", reporter={"name": "示例张三丰"}, diagnosis="示例病症")
        assert found(CLERK, "张三丰") == found(HEAD, "示例病症") == []
        assert "示例" not in Wording.objects.get().body

    def test_shows_everybody_only_the_cases_of_their_offices(self) -> None:
        take(report("路灯不亮"), "assign", {"kind": "pothole"}, CLERK)
        assert found(FIXER, "路灯") == ["路灯不亮"]
        assert found(PLUMBER, "路灯") == found(STRANGER, "路灯") == found(RESIDENT, "路灯") == []

    def test_is_narrowed_like_any_list(self) -> None:
        report("路灯不亮")
        assert found(CLERK, "路灯", state="received") == ["路灯不亮"]
        assert found(CLERK, "路灯", state="closed") == []

    @pytest.mark.parametrize("window", [1, 2, 100])
    def test_pages_follow_each_other_whether_the_index_was_asked_or_not(
        self, window: int, monday: clock.Journey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searching, "WINDOW", window)
        for n in range(7):
            monday.move(local("2016-01-04 09:00") + n * timedelta(days=80))
            report(f"路灯{n}" if n % 3 else f"井盖{n}")
        seen, after = [], None
        while True:
            page = search_cases(CLERK, "路灯", Filters(), after=after, limit=2)
            seen += [one.title for one in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == ["路灯5", "路灯4", "路灯2", "路灯1"]

    @pytest.mark.parametrize(
        "text", ["", " ", "灯", "路灯 亮", "灯" * 101, "路\x00灯", " ".join("甲乙丙丁戊己庚辛壬")]
    )
    def test_says_what_it_needs(self, text: str) -> None:
        with pytest.raises(BadInput):
            found(CLERK, text)


@given(
    at=st.datetimes(max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone
)
def test_a_month_is_never_taken_for_a_pair(at: datetime) -> None:
    month = wording.month(at)
    assert 0 < month < 2**16  # a pair of that size would begin with the character zero, which no text has


def test_what_is_to_be_forgotten_is_found_no_longer(monday: clock.Journey) -> None:
    number = report("路灯不亮", reporter={"name": "示例张三"})
    take(number, "assign", {"kind": "pothole"}, CLERK)
    take(number, "resolve", {"answer": "灯已换新"}, FIXER)
    take(number, "close", {}, CLERK)
    assert found(CLERK, "路灯") == ["路灯不亮"]
    monday.move(clock.now() + timedelta(days=800))
    ring()
    assert found(CLERK, "路灯") == found(CLERK, "换新") == []
    assert not Wording.objects.exists()
