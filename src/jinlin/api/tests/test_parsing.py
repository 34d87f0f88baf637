"""JSON that two readers could understand differently is refused."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.api.parsing import DEPTH_MAX, INTEGER_MAX, read
from jinlin.api.refusals import Malformed

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
NUMBER = st.integers(-INTEGER_MAX, INTEGER_MAX) | st.floats(allow_nan=False, allow_infinity=False)
VALUE = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUE)
def test_what_json_can_say_is_read_as_it_was_said(value: object) -> None:
    assert read(json.dumps(value).encode()) == value
    assert read(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    with suppress(Malformed):
        read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[1,]",
        b"{'a': 1}",
        b'{"a": 1} {"a": 1}',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\x00}\x00",
        b'"\xed\xa0\x80"',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"a": 1, "\\u0061": 2}',
        b"NaN",
        b"[Infinity]",
        b"[-Infinity]",
        b"1e999",
        b"9223372036854775808",
        b"-9223372036854775808",
        b"9" * 5000,
        b'"\\u0000"',
        b'{"\\u0000": 1}',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'{"\\udfff": 1}',
        b"[" * 50 + b"]" * 50,
        b"[" * 200_000,
        b'{"a":' * 50 + b"1" + b"}" * 50,
    ],
    ids=lambda raw: ascii(raw[:24]),
)
def test_what_is_ambiguous_or_cannot_be_kept_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        read(raw)
    assert refused.value.say.zh
    assert refused.value.say.en


def test_nesting_is_taken_up_to_the_limit_and_not_beyond() -> None:
    read(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    with pytest.raises(Malformed):
        read(b"[" * (DEPTH_MAX + 2) + b"]" * (DEPTH_MAX + 2))


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read(b'"\\ud83d\\ude00"') == "\U0001f600"
