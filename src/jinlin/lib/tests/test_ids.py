from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.lib.ids import check_phone, check_resident_id, check_uscc

# GB 11643-1999, the two examples of the standard; the second is a person of 1880.
RESIDENTS = ["11010519491231002X", "440524188001010014"]
ORGANISATION = "91350100M000100Y43"  # GB 32100-2015, the example of the standard


@pytest.mark.parametrize("number", RESIDENTS)
def test_the_examples_of_the_standard_are_resident_ids(number: str) -> None:
    assert check_resident_id(number) == number


@pytest.mark.parametrize(
    "text", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_resident_id_is_normalised(text: str) -> None:
    assert check_resident_id(text) == RESIDENTS[0]


@given(st.sampled_from(RESIDENTS), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_in_a_resident_id_is_found(number: str, place: int, more: int) -> None:
    wrong = str((int(number[place]) + more) % 10)
    with pytest.raises(BadInput):
        check_resident_id(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "17 digits"),
        ("110105491231002", "17 digits"),  # the 15 digits given until 1999
        ("11010519491231002Y", "17 digits"),
        ("11010519491231002X" + " " * 30 + "1", "17 digits"),
        ("110105194902300027", "date of birth"),
        ("110105000012310027", "date of birth"),
        ("110105179912310020", "date of birth"),
        ("110105999912310020", "date of birth"),
        ("110105194912310021", "check character"),
        ("\ud800" * 18, "17 digits"),
    ],
)
def test_a_false_resident_id_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as error:
        check_resident_id(text)
    assert text == "" or text not in str(error.value)  # an error must not carry the number into logs


def test_nobody_is_born_tomorrow() -> None:
    with clock.travel(datetime(1949, 12, 30, 15, 59, tzinfo=UTC)), pytest.raises(BadInput, match="birth"):
        check_resident_id(RESIDENTS[0])
    with clock.travel(datetime(1949, 12, 30, 16, 1, tzinfo=UTC)):
        assert check_resident_id(RESIDENTS[0])


def test_the_example_of_the_standard_is_a_credit_code() -> None:
    assert check_uscc(ORGANISATION) == ORGANISATION
    assert check_uscc("91350100m000100y43") == ORGANISATION


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_in_a_credit_code_is_found(place: int, wrong: str) -> None:
    code = ORGANISATION[:place] + wrong + ORGANISATION[place + 1 :]
    if code == ORGANISATION:
        assert check_uscc(code)
    else:
        with pytest.raises(BadInput):
            check_uscc(code)


@pytest.mark.parametrize(
    "text", ["", "91350100M000100Y4", "91350100I000100Y43", "9135O100M000100Y43", "91350100M000100Y44"]
)
def test_a_false_credit_code_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="credit code"):
        check_uscc(text)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0592-5051234", "0592-5051234"),
        ("(0592) 5051234", "0592-5051234"),
        ("+86 592 5051234", "0592-5051234"),
        ("010-65661234", "010-65661234"),
        ("6623456", "6623456"),
        ("400-123-4567", "4001234567"),
        ("+852 2123 4567", "+85221234567"),
        ("+86 10 6601 1234", "010-66011234"),
        ("0086-21-6601 1234", "021-66011234"),
        ("+86 (0)592 5051234", "0592-5051234"),
        ("0592\u20135051234", "0592-5051234"),
        ("0592\u20145051234", "0592-5051234"),
        ("0592－5051234", "0592-5051234"),
        ("8613812345678", "13812345678"),
        ("86 138 1234 5678", "13812345678"),
        ("+86 400 123 4567", "4001234567"),
        ("138.1234.5678", "13812345678"),
        ("138\u200b12345678\u202c", "13812345678"),
    ],
)
def test_a_phone_number_is_normalised(text: str, phone: str) -> None:
    assert check_phone(text) == phone
    assert check_phone(phone) == phone


@pytest.mark.parametrize(
    "text",
    ["", "110", "12345", "12812345678", "1381234567", "138123456789", "0592", "abc", "1381234567x", "\x00"],
)
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="phone"):
        check_phone(text)
