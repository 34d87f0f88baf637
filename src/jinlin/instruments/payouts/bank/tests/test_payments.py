from __future__ import annotations

from typing import Any

import pytest

from jinlin.instruments.payouts.bank.tests.making import batch, slip, transfer
from jinlin.lib.errors import BadInput


@pytest.mark.parametrize("amount", [0, -1, 10**17])
def test_nothing_and_less_and_more_than_a_file_can_say_cannot_be_paid(amount: int) -> None:
    with pytest.raises(BadInput, match="more than nothing"):
        transfer(amount=amount)


@pytest.mark.parametrize(
    "reference", ["", "P" * 36, "P/", "/P", "a//b", "P 张", "P\n", " P", "=P", "+1", "-1"]
)
def test_a_reference_that_a_bank_would_change_is_refused(reference: str) -> None:
    with pytest.raises(BadInput, match="reference"):
        transfer(reference)


def test_a_reference_may_have_every_character_that_banks_pass_on() -> None:
    assert transfer("A/b-c?d:e(f)g.h,i'j+k l" + "9" * 12).amount == 12345


@pytest.mark.parametrize("hostile", ["张\x00三", "张\n三", "\ufffe", "\ud800", "\x85"])
def test_what_xml_forbids_is_refused_by_its_place(hostile: str) -> None:
    for field in ("name", "purpose"):
        with pytest.raises(BadInput, match=r"Character \d+ \(U\+"):
            transfer(**dict[str, Any]({field: hostile}))


def test_names_of_every_script_are_taken() -> None:
    assert transfer(name="买买提·艾力").name == "买买提·艾力"
    assert transfer(name="𠮷野家 & <子>").name == "𠮷野家 & <子>"


@pytest.mark.parametrize(
    "wrong",
    [{"account": ""}, {"account": "6222 0000"}, {"account": "1" * 35}, {"bank_code": "12345"}, {"name": " "},
     {"name": "张" * 141}, {"bank_code": "１" * 12}],
)  # fmt: skip
def test_a_transfer_that_cannot_arrive_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        transfer(**wrong)


def test_a_slip_needs_no_account_but_a_holder_and_a_product() -> None:
    made = slip()
    assert made.account == ""
    for field in ("holder", "product"):
        with pytest.raises(BadInput):
            type(made)(**{**{name: getattr(made, name) for name in made.__slots__}, field: ""})


def test_a_batch_without_payments_is_refused() -> None:
    with pytest.raises(BadInput, match="nothing to pay"):
        batch([])
