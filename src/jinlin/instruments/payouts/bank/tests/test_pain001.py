from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from jinlin.instruments.payouts.bank import pain001
from jinlin.instruments.payouts.bank.pain001 import Version
from jinlin.instruments.payouts.bank.payments import Batch, Payment, SumsDiffer
from jinlin.instruments.payouts.bank.simulator.inbox import read_file
from jinlin.instruments.payouts.bank.tests.making import batch, many, slip, transfer
from jinlin.instruments.payouts.bank.tests.schemas import assert_valid
from jinlin.lib.errors import BadInput

VERSIONS: list[Version] = ["03", "09"]
VARIED = [
    transfer("P1", 1, name="张三 <&> ]]>", bank_code="102100099996"),
    transfer("P2", 10**17 - 1 - 1 - 100_000, purpose=""),
    transfer("P3", 100_000, name="买买提·艾力", purpose="第一次分配 'x' \"y\""),
]


def written(one: Batch, version: Version) -> bytes:
    out = io.BytesIO()
    pain001.write(one, version, out)
    return out.getvalue()


@pytest.mark.parametrize("version", VERSIONS)
class TestBothVersions:
    def test_the_file_is_valid_by_the_schema(self, version: Version) -> None:
        assert_valid(written(batch(VARIED), version), f"pain.001.001.{version}")

    def test_what_was_written_is_read_back_by_the_bank(self, version: Version) -> None:
        assert list(read_file(io.BytesIO(written(batch(VARIED), version)), None).payments) == VARIED

    def test_totals_stand_in_the_header_and_in_the_block(self, version: Version) -> None:
        root = etree.fromstring(written(batch(many(3)), version))
        assert [one.text for one in root.iter("{*}NbOfTxs")] == ["3", "3"]
        assert [one.text for one in root.iter("{*}CtrlSum")] == ["3.06", "3.06"]

    def test_money_is_in_yuan_with_two_decimals(self, version: Version) -> None:
        root = etree.fromstring(written(batch([transfer(amount=5)]), version))
        (amount,) = root.iter("{*}InstdAmt")
        assert (amount.text, amount.get("Ccy")) == ("0.05", "CNY")

    def test_the_day_is_where_the_version_has_it(self, version: Version) -> None:
        root = etree.fromstring(written(batch([transfer()]), version))
        (day,) = root.iter("{*}ReqdExctnDt")
        assert day.findtext("{*}Dt", day.text) == "2026-11-23"

    def test_the_digest_is_that_of_the_file(self, version: Version) -> None:
        out = io.BytesIO()
        result = pain001.write(batch(VARIED), version, out)
        assert result.sha256 == hashlib.sha256(out.getvalue()).hexdigest()
        assert (result.count, result.total) == (3, sum(one.amount for one in VARIED))


@pytest.mark.parametrize("wrong", [{"count": 4}, {"count": 2}, {"total": 305}, {"total": 307}])
def test_a_file_whose_sums_differ_is_cut_off(wrong: dict[str, int]) -> None:
    out = io.BytesIO()
    with pytest.raises(SumsDiffer, match="void"):
        pain001.write(batch(many(3), **wrong), "09", out)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(out.getvalue())


def test_a_file_is_cut_off_when_the_payments_fail_in_the_middle() -> None:
    def failing() -> Iterator[Payment]:
        yield transfer()
        raise OSError("the database is gone")

    out = io.BytesIO()
    with pytest.raises(OSError, match="gone"):
        pain001.write(replace(batch(many(2)), payments=failing()), "09", out)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(out.getvalue())


def test_a_slip_does_not_go_by_pain001_and_spoils_the_file() -> None:
    out = io.BytesIO()
    with pytest.raises(BadInput, match="CSV profile for slips"):
        pain001.write(batch([transfer(), slip()]), "09", out)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(out.getvalue())


def test_the_same_batch_gives_the_same_bytes() -> None:
    assert written(batch(VARIED), "09") == written(batch(VARIED), "09")
