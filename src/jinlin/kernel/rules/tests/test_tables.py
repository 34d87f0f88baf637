"""The grammar of rules.yaml: what is wrong is said while the file is read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from jinlin.kernel.rules.tables import Table
from jinlin.kernel.rules.tests.samples import BASIS, NAME, limits, routing, row


def test_a_table_reads_what_it_wrote() -> None:
    for table in (limits(row("L1", **{"from": "2017-12-25", "to": "2020-01-01"})), routing()):
        again = Table.from_canonical(table.canonical())
        assert again == table
        assert again.digest == table.digest


def test_the_digest_changes_with_any_word() -> None:
    assert limits(row("L1")).digest != limits(row("L1", cite="第21条")).digest


def test_a_table_knows_the_facts_it_looks_at() -> None:
    assert limits(row("L1", "category.grade == 'urgent'"), row("L2", "today > opened")).facts == {
        "category", "today", "opened",
    }  # fmt: skip
    assert routing().facts == {"category", "area"}


def test_a_register_named_without_its_pack_is_of_the_same_pack() -> None:
    assert routing().register_key == "demo/routing"
    assert routing(register="other/units").register_key == "other/units"
    assert limits(row("L1")).register_key is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("L1", "category.grade ==")], "category.grade =="),
        ([row("L1"), row("L1")], "L1"),
        ([row("L1", then={"span": "1 day"})], "within"),
        ([row("L1", then={"within": "1 day", "more": 1})], "more"),
        ([row("L1", **{"from": "2018-01-02", "to": "2018-01-01"})], "2018-01-01"),
        ([{**row("L1"), "unknown": 1}], "unknown"),
        ([], "rows"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(rows: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        limits(*rows)


@pytest.mark.parametrize("lacking", ["id", "then", "basis", "cite", "verified"])
def test_a_row_says_what_it_gives_on_which_basis_and_whether_that_was_checked(lacking: str) -> None:
    given = row("L1")
    del given[lacking]
    with pytest.raises(ValidationError, match=lacking):
        limits(given)


def test_a_table_has_rows_of_its_own_or_of_a_register_not_both() -> None:
    both = {**routing().model_dump(by_alias=True), "rows": [row("L1", then={"unit": "X"})]}
    with pytest.raises(ValidationError, match="either"):
        Table.model_validate(both)


def test_a_register_is_matched_in_one_of_three_ways() -> None:
    with pytest.raises(ValidationError, match="how"):
        routing(match={"category": {"fact": "category.code", "how": "suffix"}})
    with pytest.raises(ValidationError, match="fact"):
        routing(match={"category": {"fact": "category.", "how": "equals"}})


def test_the_outcomes_of_a_register_are_those_the_table_promises() -> None:
    with pytest.raises(ValidationError, match="unit"):
        routing(then={"lead": "unit"})
    with pytest.raises(ValidationError, match="outcomes"):
        Table.model_validate(
            {"key": "demo/x", "name": NAME, "outcomes": [], "rows": [row("L1", then={}, basis=BASIS)]}
        )
