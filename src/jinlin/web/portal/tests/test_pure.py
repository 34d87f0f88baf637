"""Plain words, and the way of a case: without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import REPORT
from jinlin.packkit.compile import load_pack, load_packs
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


def _named_ahead(definition: Definition, state: str) -> list[str]:
    """The states that are foretold to a case that is in this one."""
    names = {(one.name.zh, one.name.en): name for name, one in definition.states.items()}
    return [names[one.name.zh, one.name.en] for one in way(definition, [], state) if one.how == "ahead"]


def _way(kinds: list[str], now: str, body: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    usual = {"way": ["received", "with_unit", "fixed", "closed"]}
    definition = Definition.model_validate(body or {**REPORT, **usual})
    return [(stop.name.en, stop.how) for stop in way(definition, kinds, now)]


def test_the_way_goes_on_as_the_pack_says_it_usually_does() -> None:
    assert _way(["opened"], "received") == [
        ("received", "now"), ("with_unit", "ahead"), ("fixed", "ahead"), ("closed", "ahead"),
    ]  # fmt: skip


def test_a_way_that_led_back_is_cut_off_there() -> None:
    kinds = ["opened", "act.assign", "act.wait", "act.go_on", "act.urge", "act.resolve"]
    assert _way(kinds, "fixed") == [
        ("received", "been"), ("with_unit", "been"), ("fixed", "now"), ("closed", "ahead"),
    ]  # fmt: skip


def test_a_pack_that_names_no_way_foretells_nothing() -> None:
    assert _way(["opened"], "received", REPORT) == [("received", "now")]


@pytest.mark.parametrize("name", sorted(load_packs()))
def test_nothing_that_somebody_decides_is_foretold(name: str) -> None:
    ends = {"closed", "answered", "paid_out"}  # an application, a dispute, a clue may end so or otherwise
    for definition in load_pack(name).definitions.values():
        for state in definition.states:
            ahead = [one for one in _named_ahead(definition, state) if definition.states[one].final]
            assert {definition.states[one].outcome for one in ahead} <= ends, (definition.key, state)


def test_an_application_is_told_that_it_will_be_decided_and_not_how() -> None:
    order = load_pack("investigation_order").definitions["order"]
    assert _named_ahead(order, "submitted") == _named_ahead(order, "correcting") == ["checked"]
    assert _named_ahead(order, "checked") == _named_ahead(order, "valid") == []


def test_beside_its_way_a_case_goes_on_after_where_it_left_it() -> None:
    report = load_pack("joint_command_centre").definitions["report"]
    left = ["act.accept", "act.assign", "act.ask_resident"]
    assert [one.name.en for one in way(report, left, "waiting") if one.how == "ahead"] == [
        "Verifying", "Calling back", "Closed",
    ]  # fmt: skip
    mediation = load_pack("five_mediations").definitions["mediation"]
    assert not [one for one in way(mediation, ["act.conclude_failed"], "terminated") if one.how == "ahead"]


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
