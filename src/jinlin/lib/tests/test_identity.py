"""Numbers of documents of all kinds; all of them are made up."""

from __future__ import annotations

import pytest

from jinlin.lib.errors import BadInput
from jinlin.lib.identity import KINDS, check_identity, possible_numbers, read_kind
from jinlin.lib.tests.test_ids import RESIDENTS


def numbered(begin: str) -> str:
    """Seventeen digits with their check character (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, begin, strict=True))
    return begin + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("", RESIDENTS[0].lower(), RESIDENTS[0]),
        ("", numbered("81000019900101001"), numbered("81000019900101001")),
        ("resident", RESIDENTS[1], RESIDENTS[1]),
        ("residence_permit", numbered("83000019900101001"), numbered("83000019900101001")),
        ("hk_macau_permit", "h12345678", "H12345678"),
        ("hk_macau_permit", "M1234567802", "M12345678"),
        ("taiwan_permit", "１２３４５６７８", "12345678"),
        ("taiwan_permit", "1234567801(B)", "12345678"),
        ("permanent_residence", numbered("91184019900101001"), numbered("91184019900101001")),
        ("permanent_residence", "CAN110090010112", "CAN110090010112"),
        ("passport", "e\u200b12345678", "E12345678"),
        ("passport", "EA 1234567", "EA1234567"),
    ],
)
def test_a_number_is_read_as_its_document_prints_it(kind: str, text: str, number: str) -> None:
    assert check_identity(text, kind) == number
    assert check_identity(number, kind) == number


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("", ""),
        ("", "E12345678"),
        ("resident", "11010519491231002Y"),
        ("residence_permit", RESIDENTS[0]),
        ("residence_permit", numbered("81000019900101001")[:17] + "A"),
        ("hk_macau_permit", "A12345678"),
        ("hk_macau_permit", "H1234567"),
        ("taiwan_permit", "123456789"),
        ("permanent_residence", "CAN110099130112"),
        ("permanent_residence", RESIDENTS[0]),
        ("passport", "ABCDEFGH"),
        ("passport", "E1" + "0" * 40),
        ("passport", "\ud800" * 8),
    ],
)
def test_what_is_no_number_of_that_document_is_refused(kind: str, text: str) -> None:
    with pytest.raises(BadInput):
        check_identity(text, kind)


def test_without_a_kind_the_refusal_says_that_one_may_be_named() -> None:
    with pytest.raises(BadInput, match="证件类型"):
        check_identity("E12345678")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ""),
        ("护照", "passport"),
        ("回乡证", "hk_macau_permit"),
        (" 台胞证\u200b", "taiwan_permit"),
        ("resident", "resident"),
    ],
)
def test_a_kind_is_named_in_code_or_in_words(text: str, kind: str) -> None:
    assert read_kind(text) == kind


def test_no_name_means_two_kinds() -> None:
    names = [name for one in KINDS.values() for name in (one.name.zh, one.name.en, *one.called)]
    assert len(names) == len(set(names))


def test_whoever_is_sought_by_number_is_found_by_whatever_document_it_may_be_of() -> None:
    assert possible_numbers("H1234567801") == ("H12345678", "H1234567801")
    assert possible_numbers("12345678") == ("12345678",)
    with pytest.raises(BadInput):
        possible_numbers("12")
