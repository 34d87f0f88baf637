from __future__ import annotations

import io
from datetime import date

import pytest

from jinlin.instruments.payouts.bank import csv_file
from jinlin.instruments.payouts.bank.answers import BadAnswer, read_csv
from jinlin.instruments.payouts.bank.payments import Batch, Payment, SumsDiffer
from jinlin.instruments.payouts.bank.profiles import Profile, profile_of, read_profile
from jinlin.instruments.payouts.bank.tests.making import answers, batch, file, slip, transfer
from jinlin.lib.errors import BadInput, Unready
from jinlin.lib.lists.tests.books import book, row, text

GENERIC, SLIPS = profile_of("generic"), profile_of("deposit_slip")
HEADER = "业务参考号,金额(元),币种,处理状态,原因,附言,银行流水号,记账日期\n"


def written(one: Batch, profile: Profile) -> bytes:
    out = io.BytesIO()
    csv_file.write(one, profile, out)
    return out.getvalue()


def read(rows: str) -> list[object]:
    return list(read_csv(file(HEADER + rows, "utf-8-sig"), "f", GENERIC))


class TestWriting:
    def test_transfers_have_the_columns_of_the_profile(self) -> None:
        lines = (
            written(batch([transfer(bank_code="102100099996")]), GENERIC).decode("utf-8-sig").split("\r\n")
        )
        assert lines[0] == "业务参考号,收款人户名,收款人账号,收款行联行号,金额(元),币种,用途"
        assert lines[1] == "P1,张三,6222000000000000001,102100099996,123.45,CNY,退赔款"

    def test_slips_are_made_out_to_a_holder(self) -> None:
        lines = written(batch([slip()]), SLIPS).decode("gb18030").split("\r\n")
        assert lines[1] == f"S1,{'ab12' * 8},李四,123.45,CNY,定活两便,"

    @pytest.mark.parametrize("formula", ["=1+1", "+86", "-2", "@SUM(A1)"])
    def test_no_cell_is_a_formula_to_a_spreadsheet(self, formula: str) -> None:
        text = written(batch([transfer(name=formula)]), GENERIC).decode("utf-8-sig")
        assert f",'{formula}," in text

    @pytest.mark.parametrize(
        ("payments", "profile"),
        [
            ([transfer(name="=A1", purpose='a,"b"'), transfer("P2", bank_code="102100099996")], GENERIC),
            ([slip(), slip("S2", 1)], SLIPS),
        ],
    )
    def test_what_was_written_reads_back(self, payments: list[Payment], profile: Profile) -> None:
        assert (
            list(csv_file.read_payments(io.BytesIO(written(batch(payments), profile)), profile)) == payments
        )

    def test_sums_that_differ_are_refused(self) -> None:
        with pytest.raises(SumsDiffer):
            written(batch([transfer()], total=1), GENERIC)

    def test_a_profile_carries_its_own_kind_only(self) -> None:
        for payment, profile in ((slip(), GENERIC), (transfer(), SLIPS)):
            with pytest.raises(BadInput, match="does not carry"):
                written(batch([payment]), profile)

    def test_payments_in_another_currency_are_not_read_back(self) -> None:
        text = written(batch([transfer()]), GENERIC).decode("utf-8-sig").replace("CNY", "USD")
        with pytest.raises(BadInput, match="Line 2: The currency"):
            list(csv_file.read_payments(file(text, "utf-8-sig"), GENERIC))


class TestReading:
    def test_a_row_is_an_answer(self) -> None:
        (one,) = answers(read("P1,123.45,人民币,成功,,,R1,2026-11-25\n"))
        assert (one.line, one.end_to_end, one.kind, one.amount) == (2, "P1", "settled", 12345)
        assert (one.currency, one.bank_reference, one.booked_on) == ("CNY", "R1", date(2026, 11, 25))

    def test_the_words_of_the_bank_become_codes(self) -> None:
        (known, unknown) = answers(read("P1,1,CNY,失败,户名不符,,,\nP2,1,CNY,失败,说不清,请来电,,\n"))
        assert (known.reason, known.text) == ("BE01", "户名不符")
        assert (unknown.reason, unknown.text) == ("NARR", "说不清 请来电")

    def test_columns_may_stand_in_another_order_and_there_may_be_more(self) -> None:
        titles = HEADER.strip().split(",")
        text = ",".join(["序号", *reversed(titles)]) + "\n1,,,,,成功,CNY,1.00,P1\n"
        (one,) = answers(read_csv(file(text, "utf-8-sig"), "f", GENERIC))
        assert (one.end_to_end, one.amount) == ("P1", 100)

    @pytest.mark.parametrize(
        "row",
        ["P1,1.001,CNY,成功,,,,", "P1,-1,CNY,成功,,,,", "P1,一百元,CNY,成功,,,,", "P1,$1,CNY,成功,,,,",
         "P1,1,CNY,妥了,,,,", ",1,CNY,成功,,,,", "P1,1,CNY,成功,,,,2026-02-30", "P1,1,CNY,成功", 'P1,"1,CNY',
         "P1,1,CNY,成功,,\x00,,", f"P1,1,CNY,成功,,{'字' * 20_000},,"],
    )  # fmt: skip
    def test_a_row_that_cannot_be_read_says_why_and_the_next_is_read(self, row: str) -> None:
        bad, good = read(f"{row}\nP2,1,CNY,成功,,,,\n")
        assert isinstance(bad, BadAnswer)
        assert bad.line == 2
        assert "Line 2" in bad.say.en
        assert answers([good])[0].end_to_end == "P2"

    def test_bytes_of_another_encoding_spoil_their_row_only(self) -> None:
        content = (HEADER + "P1,1,CNY,成功,,").encode("utf-8-sig") + b"\xff\xfe,,\nP2,1,CNY,"
        bad, good = read_csv(io.BytesIO(content + "成功,,,,\n".encode()), "f", GENERIC)
        assert isinstance(bad, BadAnswer)
        assert answers([good])[0].end_to_end == "P2"

    def test_a_file_of_another_profile_is_refused_whole(self) -> None:
        with pytest.raises(BadInput, match="header"):
            list(read_csv(file(HEADER, "gb18030"), "f", GENERIC))

    def test_another_currency_is_told_and_not_turned_into_yuan(self) -> None:
        assert answers(read("P1,1,USD,成功,,,,\n"))[0].currency == "USD"

    def test_a_slip_goes_from_issue_to_the_counter(self) -> None:
        rows = "".join(
            f"S1,C9,123.45,CNY,{one},,,\n" for one in ("已签发", "已匹配", "已激活", "已兑付", "已过期")
        )
        text = "业务参考号,存单号,本金(元),币种,存单状态,原因,附言,日期\n" + rows
        found = answers(read_csv(file(text, "gb18030"), "f", SLIPS))
        assert [one.status for one in found] == ["issued", "matched", "activated", "redeemed", "expired"]
        assert [one.kind for one in found] == ["accepted", "accepted", "accepted", "settled", "rejected"]
        assert (found[-1].reason, found[-1].bank_reference) == ("CNPC", "C9")


class TestProfiles:
    def changed(self, before: str, after: str) -> str:
        text = GENERIC.model_dump_json()
        assert before in text
        return text.replace(before, after)

    def test_a_city_brings_its_own(self) -> None:
        profile = read_profile(self.changed('"utf-8-sig"', '"gb18030"'), "x")
        assert "张三".encode("gb18030") in written(batch([transfer()]), profile)

    @pytest.mark.parametrize(
        ("before", "after", "says"),
        [
            ("金额(元)", "=金额", "title"),
            ("收款人账号", "业务参考号", "title given twice"),
            ('"field":"account"', '"field":"holder"', "payments lacks: account"),
            ('"utf-8-sig"', '"utf-16"', "encoding"),
            ("交易失败", "成功", "status word given twice"),
        ],
    )
    def test_a_profile_with_a_mistake_is_refused_by_its_name(
        self, before: str, after: str, says: str
    ) -> None:
        with pytest.raises(Unready, match=says):
            read_profile(self.changed(before, after), "x")

    def test_yaml_that_is_none_is_refused(self) -> None:
        with pytest.raises(Unready):
            read_profile("{", "x")


@pytest.mark.parametrize(
    "written",
    ["2026-01-05", "2026/1/5", "2026/01/05", "2026.1.5", "2026年1月5日", "20260105", "2026/1/5 0:00",
     "2026-01-05 16:30:59", "2026年1月5日 9:05", "2026-01-05T16:30:59.123"],
)  # fmt: skip
def test_a_day_is_read_as_spreadsheets_save_it_again(written: str) -> None:
    content = (HEADER + f"P1,1.00,CNY,成功,,,B1,{written}\n").encode("utf-8-sig")
    (one,) = answers(read_csv(io.BytesIO(content), "f", GENERIC))
    assert one.booked_on == date(2026, 1, 5)


@pytest.mark.parametrize("written", ["46027", "5/1/2026", "2026/13/1", "2026-1/5", "2026年1月", "26.1.5"])
def test_what_may_be_another_day_is_no_day(written: str) -> None:
    content = (HEADER + f"P1,1.00,CNY,成功,,,B1,{written}\n").encode("utf-8-sig")
    (one,) = read_csv(io.BytesIO(content), "f", GENERIC)
    assert isinstance(one, BadAnswer)


class TestAWorkbook:
    def test_of_answers_is_read_as_the_csv_of_the_profile(self) -> None:
        cells = ("P1", "100.00", "CNY", "交易成功", "", "", "B1", "2026/1/5")
        made = book(row(*map(text, HEADER.strip().split(","))), row(*map(text, cells)))
        assert list(read_csv(made, "f", GENERIC)) == read("P1,100.00,CNY,交易成功,,,B1,2026/1/5\n")

    def test_whose_cell_lost_its_digits_spoils_that_row(self) -> None:
        head = row(*map(text, HEADER.strip().split(",")))
        lost = row("<c><v>6.22202123456789E+18</v></c>", text("1"), text("CNY"), text("交易成功"))
        (found,) = read_csv(book(head, lost), "f", GENERIC)
        assert isinstance(found, BadAnswer)
        assert "15 digits" in found.say.en

    def test_of_something_else_is_refused(self) -> None:
        with pytest.raises(BadInput, match="its header lacks"):
            list(read_csv(book(row(text("a"), text("b"))), "f", GENERIC))
