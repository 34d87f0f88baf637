"""What rows of a table decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.rules.cel import PackFault
from jinlin.kernel.rules.findings import NoRow, decide, decide_all
from jinlin.kernel.rules.tests.samples import TODAY, limits, row, world
from jinlin.lib.words import Words

EMPTY = world()
OLD_LAW = row("old", to="2017-12-24", then={"within": "15 days"})
NEW_LAW = row("new", **{"from": "2017-12-25"}, then={"within": "5 working days"})


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2017, 12, 24), "old"), (date(2017, 12, 25), "new"), (date(1990, 1, 1), "old")],
)
def test_a_row_is_the_rule_from_its_first_day_to_its_last(on: date, expected: str) -> None:
    finding = decide(limits(OLD_LAW, NEW_LAW), {}, on, EMPTY)
    assert (finding.row, finding.on) == (expected, on)


def test_before_its_first_day_and_after_its_last_a_row_decides_nothing() -> None:
    table = limits(row("L1", **{"from": "2018-01-01", "to": "2018-01-31"}))
    for on in (date(2017, 12, 31), date(2018, 2, 1)):
        with pytest.raises(NoRow):
            decide(table, {}, on, EMPTY)
    assert decide(table, {}, date(2018, 1, 1), EMPTY).row == "L1"
    assert decide(table, {}, date(2018, 1, 31), EMPTY).row == "L1"


def test_the_first_row_that_applies_decides() -> None:
    table = limits(row("urgent", "grade == 'urgent'"), row("rest"))
    assert decide(table, {"grade": "urgent"}, TODAY, EMPTY).row == "urgent"
    assert decide(table, {"grade": "general"}, TODAY, EMPTY).row == "rest"
    assert [one.row for one in decide_all(table, {"grade": "urgent"}, TODAY, EMPTY)] == ["urgent"]


def test_of_a_table_of_all_hits_every_row_that_applies_is_found_in_order() -> None:
    table = limits(row("a", "n > 0"), row("b", "n > 5"), row("c"), hit="all")
    assert [one.row for one in decide_all(table, {"n": 1}, TODAY, EMPTY)] == ["a", "c"]
    assert [one.row for one in decide_all(table, {"n": 6}, TODAY, EMPTY)] == ["a", "b", "c"]


def test_of_a_table_of_all_hits_no_row_may_apply() -> None:
    assert decide_all(limits(row("a", "false"), hit="all"), {}, TODAY, EMPTY) == ()


def test_a_table_of_all_hits_does_not_decide_by_one_of_them() -> None:
    with pytest.raises(PackFault, match="demo/limits"):
        decide(limits(row("a"), hit="all"), {}, TODAY, EMPTY)


def test_a_finding_names_its_row_its_basis_and_the_table_as_it_stood() -> None:
    table = limits(row("L1"))
    finding = decide(table, {}, TODAY, EMPTY)
    assert (finding.table, finding.row, finding.digest) == ("demo/limits", "L1", table.digest)
    assert finding.basis == Words(zh="条例第二十条", en="Article 20")
    assert finding.cite == "第20条"
    assert finding.outcome == {"within": "1 working day"}
    assert finding.as_facts() == {
        "table": "demo/limits",
        "digest": table.digest,
        "row": "L1",
        "outcome": {"within": "1 working day"},
        "basis": {"zh": "条例第二十条", "en": "Article 20"},
        "cite": "第20条",
        "on": "2018-03-05",
        "verified": True,
    }


def test_a_row_that_nobody_has_compared_with_its_source_says_so_in_the_finding() -> None:
    table = limits(row("L1", "n == 1", verified=False), row("L2"))
    assert not decide(table, {"n": 1}, TODAY, EMPTY).verified
    assert decide(table, {"n": 2}, TODAY, EMPTY).verified


def test_where_no_row_applies_the_sentence_names_table_and_day() -> None:
    with pytest.raises(NoRow) as refused:
        decide(limits(row("L1", "false")), {}, TODAY, EMPTY)
    assert "demo/limits" in refused.value.say.en
    assert "2018-03-05" in refused.value.say.zh
    assert refused.value.status == 422


def test_a_condition_that_cannot_be_worked_out_is_no_silent_miss() -> None:
    with pytest.raises(PackFault, match="grade"):
        decide(limits(row("L1", "category.grade == 'x'"), row("L2")), {"category": {}}, TODAY, EMPTY)


def test_the_outcome_of_a_finding_may_be_changed_without_changing_the_table() -> None:
    table = limits(row("L1"))
    decide(table, {}, TODAY, EMPTY).outcome["within"] = "never"
    assert decide(table, {}, TODAY, EMPTY).outcome == {"within": "1 working day"}


days = st.integers(0, 30).map(lambda n: TODAY + timedelta(days=n))
spans = st.tuples(st.none() | days, st.none() | days, st.integers(0, 3))


@given(st.lists(spans, max_size=6), days)
def test_the_decision_is_the_first_of_all_rows_in_force_that_hold(
    given_rows: list[tuple[date | None, date | None, int]], on: date
) -> None:
    rows, expected = [row("never", "false")], []
    for at, (first, last, n) in enumerate(given_rows):
        if first and last and last < first:
            continue
        rows.append(row(f"r{at}", f"n >= {n}", **{"from": first, "to": last}))
        if n <= 2 and (first is None or first <= on) and (last is None or on <= last):
            expected.append(f"r{at}")
    facts = {"n": 2}
    assert [one.row for one in decide_all(limits(*rows, hit="all"), facts, on, EMPTY)] == expected
    if expected:
        assert decide(limits(*rows), facts, on, EMPTY).row == expected[0]
