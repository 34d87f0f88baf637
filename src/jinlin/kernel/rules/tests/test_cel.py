"""What packs may write in CEL, and what they are told when it does not work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.rules.cel import PackFault, holds, names, value
from jinlin.kernel.rules.plain import plain

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


def test_a_running_name_does_not_hide_one_from_outside_that_is_spelt_alike() -> None:
    text = "x == 1 && rows.exists(x, x.paid)"
    assert names(text) == {"x", "rows"}
    assert holds(text, {"x": 1, "rows": [{"paid": True}]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("size('下水道堵')", 4), ("'下水道堵'.size()", 4), ("size(text)", 3), ("text.size() == 3", True),
        ("size([1, 2])", 2), ("size({'a': 1})", 1), ("rows.map(r, size(r.name))", [2]),
        ("'size(' + text", "size(路灯坏"),
    ],
)  # fmt: skip
def test_a_text_is_as_long_as_it_has_characters(text: str, expected: Any) -> None:
    assert value(text, {"text": "路灯坏", "rows": [{"name": "中文"}]}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("day(late)", "2018-03-05"), ("day(late) == day(today)", True), ("day(late) < day(today)", False),
        ("daysBetween(late, today)", 0), ("daysBetween(today, today + duration('48h'))", 2),
        ("daysBetween(today, late - duration('24h'))", -1),
        ("today.getFullYear('Asia/Shanghai')", 2018), ("today.getMonth('Asia/Shanghai')", 2),
        ("today.getDate('Asia/Shanghai')", 5), ("today.getDate('+08:00')", 5), ("today.getDate('-01:00')", 4),
        ("today.getDayOfWeek('Asia/Shanghai')", 1), ("today.getDayOfYear('Asia/Shanghai')", 63),
        ("late.getHours('Asia/Shanghai')", 23), ("today.getDate()", 4),
    ],
)  # fmt: skip
def test_days_are_those_of_this_place(text: str, expected: Any) -> None:
    today = datetime(2018, 3, 4, 16, tzinfo=UTC)  # midnight here
    assert value(text, {"today": today, "late": today + timedelta(hours=23, minutes=30)}) == expected


PLAIN = (
    "a", "a.code", "a['code']", "a.code.b", "'text'", "null", "true", "{'name': a.code, 'b': b}", "a == 'x'",
    "'x' == 'x'", "a.code != 'x'", "a['code'] == null", "b != null", "{'a': {'b': b}}",
)  # fmt: skip
MEMBERS = (
    "a.code == b.code", "a.code == '' ? b.code : a.code", "has(a.code) && a.code == 'x'", "a == b",
    "a.code.size() > 0 || b.code == a.code", "[a.code, b.code].filter(one, one != '')", "size(a) > 1",
    "a.exists(one, one == 'code')", "a . code == 'a.b' && b == 'a'", "b.code == 'x' && a['code'] == 'x'",
)  # fmt: skip
FACT = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "code"]),
    lambda inner: st.dictionaries(st.sampled_from(["code", "b", "more"]), inner, max_size=3),
    max_leaves=4,
)


def worked_out(work: Callable[[], Any]) -> Any:
    """What comes of it, or that it fails."""
    try:
        return work()
    except Exception:  # the library raises whatever Python error fits
        return "fails"


@pytest.mark.parametrize("text", PLAIN)
@given(facts=st.dictionaries(st.sampled_from("ab"), FACT))
def test_what_is_plain_is_worked_out_as_cel_would(text: str, facts: dict[str, Any]) -> None:
    ours = plain(text)
    assert ours is not None
    assert worked_out(lambda: ours(facts)) == worked_out(lambda: cel.evaluate(text, facts))


@pytest.mark.parametrize("text", MEMBERS)
@given(facts=st.dictionaries(st.sampled_from("ab"), FACT))
def test_of_the_members_it_looks_at_cel_says_the_same_as_of_the_whole(
    text: str, facts: dict[str, Any]
) -> None:
    assert plain(text) is None
    assert worked_out(lambda: value(text, facts)) == worked_out(lambda: cel.evaluate(text, facts))


@pytest.mark.parametrize("text", [r"'a\n'", "a == 1", "a == true", "a < 'x'", "[a]", "a[0]", "!a"])
def test_whatever_python_might_read_otherwise_is_left_to_cel(text: str) -> None:
    assert plain(text) is None
