from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput
from jinlin.lib.money import format_fen, format_yuan, parse_fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("1234.5", 123450),
        ("0", 0),
        ("0.01", 1),
        ("¥1,234", 123400),
        ("￥ 12.30", 1230),
        ("１２３．４５元", 12345),
        (" 7 元 ", 700),
        ("636,950,019.89", 63695001989),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_amounts_are_read_as_fen(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "", "元", "1.234", "1.", ".5", "12,34", "1,2345", "1 234", "0x10", "1e3", "NaN", "一百元", "$5",
        "5 USD", "€5", "100万", "+5", "--5", "1,234,", "9" * 16, "1\x002", "1" + " " * 60 + "2",
        "\ud800", "٣",
    ],
)  # fmt: skip
def test_what_is_no_amount_in_yuan_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_fen(text)
    error.value.say.zh.encode()
    assert "1234.56" in error.value.say.en


def test_an_amount_below_nothing_needs_leave() -> None:
    with pytest.raises(BadInput, match="negative"):
        parse_fen("-5")
    assert parse_fen("-5", negative=True) == -500
    assert parse_fen("-¥0.05", negative=True) == -5


@given(st.integers(-(10**17) + 1, 10**17 - 1))
def test_what_is_written_reads_back_as_the_same_fen(fen: int) -> None:
    assert parse_fen(format_fen(fen), negative=True) == fen


def test_amounts_are_written_with_commas_and_two_decimals() -> None:
    assert format_fen(123456) == "1,234.56"
    assert format_fen(-5) == "-0.05"
    assert format_fen(0) == "0.00"


def test_the_minus_stands_before_the_sign_of_the_currency() -> None:
    assert format_yuan(123456) == "¥1,234.56"
    assert format_yuan(-300000) == "-¥3,000.00"
    assert format_yuan(0) == "¥0.00"
