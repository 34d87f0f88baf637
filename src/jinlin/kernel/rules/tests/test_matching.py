"""Rows that stand in a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.rules.cel import PackFault
from jinlin.kernel.rules.checks import faults_of
from jinlin.kernel.rules.findings import Finding, NoRow, decide, decide_all
from jinlin.kernel.rules.tests.samples import TODAY, limits, register, routing, row, world


def route(code: str, category: str, area: str, unit: str, **more: str) -> dict[str, str]:
    return {"code": code, "category": category, "area": area, "unit": unit, **more}


ROUTES = register(
    [
        route("any", "", "", "CENTRE"),
        route("water", "01", "", "WATER"),
        route("covers", "0101", "", "COVERS"),
        route("town", "01", "9901", "TOWN-1"),
        route("county", "02", "99", "COUNTY"),
        route("town2", "02", "9902", "TOWN-2"),
        route("east", "", "9901", "EAST"),
    ]
)


def finding(category: str | None, area: str | None) -> Finding:
    return decide(routing(), {"category": {"code": category}, "area": area}, TODAY, world(ROUTES))


@pytest.mark.parametrize(
    ("category", "area", "expected"),
    [
        ("0101", "990101", "covers"),  # the longer match in the first column wins over any area
        ("0102", "990101", "town"),
        ("0102", "9902", "water"),
        ("01", "9901", "town"),
        ("0", "99", "any"),
        ("0299", "9902", "town2"),
        ("0299", "990101", "county"),
        ("03", "9901", "east"),
        ("03", "77", "any"),
        (None, None, "any"),
        ("", "", "any"),
    ],
)
def test_the_most_specific_row_wins(category: str | None, area: str | None, expected: str) -> None:
    assert finding(category, area).row == expected


def test_a_finding_from_a_register_names_the_row_and_the_register_as_it_stood() -> None:
    found = finding("0101", "99")
    assert (found.table, found.row, found.outcome) == ("demo/routing", "covers", {"unit": "COVERS"})
    assert found.register == "digest-of-routing"
    assert found.as_facts()["register"] == "digest-of-routing"
    assert found.basis.zh == "条例第二十条"
    assert found.verified


def test_a_pack_that_guesses_its_register_says_so_in_the_finding() -> None:
    facts = {"category": {"code": ""}, "area": None}
    assert not decide(routing(verified=False), facts, TODAY, world(ROUTES)).verified


def test_no_row_of_a_register_may_apply() -> None:
    only = world(register([route("water", "01", "", "WATER")]))
    with pytest.raises(NoRow):
        decide(routing(), {"category": {"code": "02"}, "area": None}, TODAY, only)


def test_all_hits_of_a_register_come_the_most_specific_first() -> None:
    facts = {"category": {"code": "0101"}, "area": "990101"}
    found = decide_all(routing(hit="all"), facts, TODAY, world(ROUTES))
    assert [one.row for one in found] == ["covers", "town", "water", "east", "any"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2017, 12, 31), "old"),
        (date(2018, 1, 1), "new"),
        (date(2018, 12, 31), "new"),
        (date(2019, 1, 1), "any"),
    ],
)
def test_rows_of_a_register_are_dated_like_others(on: date, expected: str) -> None:
    dated = register(
        [
            route("any", "", "", "CENTRE", **{"from": "", "to": ""}),
            route("old", "01", "", "A", **{"from": "", "to": "2017-12-31"}),
            route("new", "01", "", "B", **{"from": "2018-01-01", "to": "2018-12-31"}),
        ],
        "category", "area", "unit", "from", "to",
    )  # fmt: skip
    found = decide(routing(), {"category": {"code": "01"}, "area": None}, on, world(dated))
    assert found.row == expected
    assert faults_of(routing(), world(dated)) == []


def test_two_rows_that_match_alike_decide_nothing_and_are_told_beforehand() -> None:
    tied = world(register([route("a", "01", "", "A"), route("b", "01", "", "B"), route("c", "02", "", "C")]))
    with pytest.raises(PackFault, match="a, b"):
        decide(routing(), {"category": {"code": "0101"}, "area": None}, TODAY, tied)
    assert decide(routing(), {"category": {"code": "02"}, "area": None}, TODAY, tied).row == "c"
    assert [one.en for one in faults_of(routing(), tied)] == [
        "rows a and b of the register demo/routing match alike on the same days"
    ]


def test_a_register_that_is_missing_or_lacks_a_column_is_a_sentence() -> None:
    short = world(register([{"code": "a", "category": "01"}], "category"))
    for place, told in ((world(), "demo/routing"), (short, "area, unit")):
        with pytest.raises(PackFault, match=told):
            decide(routing(), {"category": {"code": "01"}, "area": None}, TODAY, place)
        assert told in faults_of(routing(), place)[0].en


def test_a_date_of_a_register_that_is_none_is_a_sentence() -> None:
    wrong = world(register([route("a", "01", "", "A", to="soon")], "category", "area", "unit", "to"))
    assert "row a" in faults_of(routing(), wrong)[0].en


def test_a_fact_that_is_no_text_cannot_be_matched() -> None:
    for fact in ({"x": 1}, [1], 1.5, True):
        with pytest.raises(PackFault, match=r"category\.code"):
            decide(routing(), {"category": {"code": fact}, "area": None}, TODAY, world(ROUTES))


def test_a_whole_number_is_matched_as_it_is_written() -> None:
    table = routing(match={"grade": {"fact": "grade"}})
    grades = world(register([{"code": "a", "grade": "2", "unit": "A"}], "grade", "unit"))
    assert decide(table, {"grade": 2}, TODAY, grades).row == "a"


def test_the_code_of_a_row_may_be_matched_and_given() -> None:
    table = routing(match={"code": {"fact": "unit"}}, then={"unit": "code"})
    units = world(register([{"code": "HOUSING"}, {"code": "WATER"}], "name"))
    assert decide(table, {"unit": "WATER"}, TODAY, units).outcome == {"unit": "WATER"}


def test_a_table_with_rows_of_its_own_has_no_register_to_check() -> None:
    assert faults_of(limits(row("L1")), world()) == []


class Watched(dict[str, str]):
    """A row that counts how often somebody looks into it."""

    looks = 0

    def __getitem__(self, column: str) -> str:
        Watched.looks += 1
        return super().__getitem__(column)


def test_a_decision_looks_at_the_row_it_finds_and_not_at_the_thousands_beside_it() -> None:
    rows = [Watched(route(f"r{n}", f"{n:04}", "", f"U{n}")) for n in range(5000)]
    place = world(register(rows))
    facts = {"category": {"code": "4321"}, "area": "990101"}
    decide(routing(), facts, TODAY, place)
    Watched.looks = 0
    assert decide(routing(), facts, TODAY, place).row == "r4321"
    assert Watched.looks < 5


CELLS = st.tuples(
    st.sampled_from(["", "0", "01", "011", "02"]), st.sampled_from(["", "99", "9901", "9902", "990101"])
)


def _applying(
    cells: list[tuple[str, str]], category: str, line: tuple[str, ...]
) -> Iterator[tuple[Any, str]]:
    """Every row that matches, with how well: what the words say, without an index."""
    for at, (prefix, area) in enumerate(cells):
        if category.startswith(prefix) and (area == "" or area in line):
            yield (len(prefix), -line.index(area) if area else -len(line)), f"r{at}"


@given(
    st.lists(CELLS, unique=True, min_size=1),
    st.sampled_from(["", "0", "01", "0111", "02", "1"]),
    st.sampled_from(["99", "9901", "990101", "9902"]),
)
def test_the_index_finds_what_looking_at_every_row_would(
    cells: list[tuple[str, str]], category: str, area: str
) -> None:
    rows = [route(f"r{at}", prefix, place, "U") for at, (prefix, place) in enumerate(cells)]
    place = world(register(rows))
    expected = [code for _, code in sorted(_applying(cells, category, place.line(area)), reverse=True)]
    facts = {"category": {"code": category}, "area": area}
    assert [one.row for one in decide_all(routing(hit="all"), facts, TODAY, place)] == expected
