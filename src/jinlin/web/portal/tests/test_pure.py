"""Plain words, and the way of a case: without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import REPORT
from jinlin.packkit.compile import load_pack
from jinlin.web.portal.plain_words import MOST, Entry, best
from jinlin.web.portal.progress import way

ENTRIES = (
    Entry("light", ("路灯照明", "Street lights", "路灯", "照明")),
    Entry("water", ("供水", "Water supply", "停水", "自来水", "水压")),
    Entry("road", ("路面损坏", "Damaged road surface", "坑洼", "路面")),
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("路灯不亮", "light"),
        ("我家从昨天晚上开始停水了", "water"),
        ("路上有坑洼，路灯也不亮", "light"),
        ("street light broken", "light"),
        ("WATER", "water"),
        ("the road is damaged", "road"),
        ("自来", "water"),
        ("灯", "light"),
    ],
)
def test_plain_words_find_what_is_meant(typed: str, key: str) -> None:
    assert best(typed, ENTRIES)[0] == key


@pytest.mark.parametrize("typed", ["", "  ", "？！", "zzzz", "量子力学"])
def test_what_means_nothing_here_finds_nothing(typed: str) -> None:
    assert best(typed, ENTRIES) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=20))
def test_what_is_found_is_among_the_entries_once_and_not_too_many(typed: str, names: list[str]) -> None:
    entries = [Entry(str(n), (name,)) for n, name in enumerate(names)]
    found = best(typed, entries)
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= {one.key for one in entries}


@given(st.sampled_from([term for one in ENTRIES for term in one.terms]))
def test_every_word_of_an_entry_finds_it(term: str) -> None:
    assert any(term in one.terms for one in ENTRIES if one.key == best(term, ENTRIES)[0])


def _way(kinds: list[str], now: str, body: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    definition = Definition.model_validate(body or REPORT)
    return [(stop.name.en, stop.how) for stop in way(definition, kinds, now)]


def test_the_way_goes_on_to_the_first_end() -> None:
    assert _way(["opened"], "received") == [
        ("received", "now"), ("with_unit", "ahead"), ("fixed", "ahead"), ("closed", "ahead"),
    ]  # fmt: skip


def test_a_way_that_led_back_is_cut_off_there() -> None:
    kinds = ["opened", "act.assign", "act.wait", "act.go_on", "act.urge", "act.resolve"]
    assert _way(kinds, "fixed") == [
        ("received", "been"), ("with_unit", "been"), ("fixed", "now"), ("closed", "ahead"),
    ]  # fmt: skip


def test_at_its_end_there_is_nothing_ahead() -> None:
    kinds = ["opened", "act.assign", "act.resolve", "act.close", "closed"]
    assert _way(kinds, "closed")[-1] == ("closed", "now")


def test_an_unknown_step_or_state_breaks_nothing() -> None:
    assert _way(["act.of_old", "act.assign"], "of_old") == [("received", "been"), ("with_unit", "been")]


def test_definitions_keep_the_order_of_their_pack() -> None:
    made = load_pack("joint_command_centre").definitions["report"]
    again = Definition.from_canonical(made.canonical())
    assert list(again.asks)[:2] == ["title", "details"]
    assert (list(again.states), list(again.actions)) == (list(made.states), list(made.actions))
    assert again.digest == made.digest
