"""What packs may write in CEL, and what they are told when it does not work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.rules.cel import Facts, PackFault, holds, names, value

NOW = datetime(2018, 3, 5, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("category.grade == 'urgent'", {"category": {"grade": "urgent"}}, True),
        ("amount > 100 && !paid", {"amount": 101, "paid": False}, True),
        ("due != null && now >= due", {"due": None, "now": NOW}, False),
        ("due != null && now >= due", {"due": NOW, "now": NOW}, True),
        ("now - due > duration('24h')", {"due": NOW - timedelta(hours=25), "now": NOW}, True),
        ("rows.exists(one, one.paid)", {"rows": [{"paid": False}, {"paid": True}]}, True),
        ("done.assign == 0", {"done": {"assign": 0}}, True),
    ],
)
def test_a_condition_holds_or_not(text: str, facts: dict[str, Any], expected: bool) -> None:
    assert holds(text, facts) is expected


def test_a_value_may_be_of_any_kind() -> None:
    assert value("[a, b].map(one, one + 1)", {"a": 1, "b": 2}) == [2, 3]
    assert value("unit.code", {"unit": {"code": "HOUSING"}}) == "HOUSING"
    assert value("area", {"area": None}) is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("category.grad == 'urgent'", {"category": {"grade": "urgent"}}),
        ("category.grad", {"category": {"grade": "urgent"}}),
        ("category.code", {"category": None}),
        ("category.code", {"category": "0101"}),
        ("nothing == 1", {}),
        ("amount > 'x'", {"amount": 1}),
        ("1 / zero == 1", {"zero": 0}),
        ("text.matches('[')", {"text": "x"}),
        ("amount +", {"amount": 1}),
        ("", {}),
        ("day == day", {"day": object()}),
    ],
)
def test_what_cannot_be_worked_out_is_a_sentence_that_names_the_expression(
    text: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(PackFault) as fault:
        value(text, facts)
    assert fault.value.status == 503
    assert fault.value.details["expression"] == text
    assert text in fault.value.say.zh
    assert text in fault.value.say.en


def test_a_condition_must_be_true_or_false() -> None:
    for text in ("amount", "1", "'yes'", "null", "amount == 1 ? 1 : 0"):
        with pytest.raises(PackFault):
            holds(text, {"amount": 1})


def test_a_part_that_does_not_matter_does_not_fail() -> None:
    assert holds("amount == 1 || category.code == 'x'", {"amount": 1})


def test_the_names_of_an_expression_are_those_it_needs_from_outside() -> None:
    assert names("rows.exists(one, one.paid && one.sum > limit)") == {"rows", "limit"}
    assert names("rows.map(one, one.parts.filter(part, part.open))") == {"rows"}
    assert names("text == 'rows.all(one, one)'") == {"text"}
    assert names("case.holder == actor.organisation") == {"case", "actor"}


def test_a_fact_that_is_put_anew_is_seen_by_the_next_expression() -> None:
    facts = Facts({"amount": 1, "paid": False})
    assert holds("amount == 1 && !paid", facts)
    facts.put("amount", 2)
    facts.put("late", True)
    assert holds("amount == 2 && late && !paid", facts)
    assert value("amount", facts) == 2


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(-9, 9), min_size=3),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(-9, 9)), max_size=6),
)
def test_facts_kept_through_changes_decide_as_fresh_ones_do(
    start: dict[str, int], changes: list[tuple[str, int]]
) -> None:
    kept, plain = Facts(start), dict(start)
    for name, number in changes:
        kept.put(name, number)
        plain[name] = number
        for text in ("a + b > c", "a == b", "b < c && c != a"):
            assert holds(text, kept) == holds(text, plain)
