from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.canonical import canonical, digest
from jinlin.lib.errors import BadInput

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


def test_keys_are_sorted_without_spaces_and_chinese_stands_as_itself() -> None:
    assert canonical({"乙": [1, 2.5, None, True], "a": {"d": "\n", "c": "甲"}}) == (
        '{"a":{"c":"甲","d":"\\n"},"乙":[1,2.5,null,true]}'
    )


def test_the_digest_is_sha_256_of_the_utf_8_bytes() -> None:
    # printf '{"a":"甲"}' | sha256sum
    assert digest({"a": "甲"}) == "6c4f7f3240bd03d78970604cbe934a0ebb44826e706da7d2d619c3a0f5e25b87"


@given(values)
def test_reading_and_writing_again_changes_nothing(value: Any) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text
    assert digest(json.loads(text)) == digest(value)


@given(st.dictionaries(texts, values), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, Any], random: Any) -> None:
    keys = list(value)
    random.shuffle(keys)
    assert canonical({key: value[key] for key in keys}) == canonical(value)
    assert canonical(MappingProxyType(value)) == canonical(value)


@given(values, values)
def test_different_values_have_different_digests(one: Any, other: Any) -> None:
    assert (digest(one) == digest(other)) == (canonical(one) == canonical(other))


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [float("nan"), {"a": float("inf")}, "\ud800", {"\udfff": 1}, nested(100_000), [10**5000]],
    ids=["not a number", "infinity", "half a character", "half a key", "too deep", "5,000 digits"],
)
def test_what_cannot_be_recorded_is_refused(value: Any) -> None:
    with pytest.raises(BadInput):
        canonical(value)


def test_what_json_has_no_word_for_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="bytes has no canonical JSON"):
        canonical({"a": b""})
