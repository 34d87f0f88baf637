"""What people and banks bring that is wrong: each has a name, somebody resolves it, and nothing moves."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jinlin.instruments.payouts import actions, claims, selectors
from jinlin.instruments.payouts.models import Claim, Import
from jinlin.instruments.payouts.numbers import Span, parse
from jinlin.instruments.payouts.tests.court import (
    HEADER,
    JUDGE,
    PAYS,
    answer,
    approved,
    id_no,
    open_refund,
    people,
    person,
    register,
    step,
    write_list,
)
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotMet, NotPossible
from jinlin.lib.lists.tests.books import book, text
from jinlin.lib.lists.tests.books import row as sheet_row

AMOUNTS = {
    "100.005": "amount_decimals",
    "1,000.1234": "amount_decimals",
    "-100": "amount_negative",
    "－１００": "amount_negative",
    "壹佰元": "amount_words",
    "one hundred": "amount_words",
    "$100": "amount_currency",
    "100 USD": "amount_currency",
    "港币100": "amount_currency",
    "999999999999.00": "amount_too_large",
    "": "paid_in",
    "1,00": "paid_in",
    "NaN": "amount_words",
    "1e5": "paid_in",
}


class TestAnAmount:
    @pytest.mark.parametrize(("text", "fault"), AMOUNTS.items())
    def test_that_is_none_is_named_by_what_is_wrong_with_it(self, text: str, fault: str) -> None:
        row = {"name": "示例", "id_no": id_no(1), "paid_in": text}
        found = claims.read(row, frozenset({"victim"}))
        assert [one.name for one in found if isinstance(one, claims.Fault)] == [fault]

    @pytest.mark.parametrize(
        ("text", "fen"), [("100", 10_000), ("¥1,234.5", 123_450), ("１００.01元", 10_001)]
    )
    def test_in_yuan_is_read_as_fen(self, text: str, fen: int) -> None:
        assert claims.amount(text) == fen


class TestARow:
    def test_of_a_person_without_an_identity_card_names_the_document(self) -> None:
        row = {"name": "示例", "id_type": "护照", "id_no": "e12345678", "paid_in": "1"}
        found = claims.read(row, frozenset({"victim"}))
        assert isinstance(found, claims.Claimed)
        assert (found.id_type, found.id_no) == ("passport", "E12345678")

    def test_without_a_known_document_says_so_once_for_each_column(self) -> None:
        row = {"name": "示例", "id_type": "学生证", "id_no": id_no(1), "paid_in": "1"}
        found = claims.read(row, frozenset({"victim"}))
        assert [one.column for one in found if isinstance(one, claims.Fault)] == ["id_type"]

    def test_with_a_cell_that_lost_digits_is_rejected_by_its_column(
        self, monday: clock.Journey, tmp_path: Path
    ) -> None:
        head = sheet_row(*map(text, ("姓名", "身份证号", "投入金额", "收款账号")))
        lost = sheet_row(text("示例"), text(id_no(1)), text("1"), "<c><v>6.22202123456789E+18</v></c>")
        path = tmp_path / "a.xlsx"
        path.write_bytes(book(head, lost).getvalue())
        with pytest.raises(BadInput) as refused:
            actions.import_claims(open_refund(), path, JUDGE)
        assert {name: one["fault"] for name, one in refused.value.details["fields"].items()} == {
            "2.account": "cell"
        }


class TestAList:
    def test_of_csv_or_xlsx_is_taken_in_whole(self, monday: clock.Journey, tmp_path: Path) -> None:
        number = open_refund()
        counted: list[int] = []
        actions.import_claims(
            number, write_list(tmp_path / "a.csv", people(30)), JUDGE, progress=counted.append
        )
        book = openpyxl.Workbook()
        book.active.append(HEADER)
        book.active.append(["示例", id_no(900), 123.45, 0, "62220000", None])
        book.save(tmp_path / "list.dat")
        actions.import_claims(number, tmp_path / "list.dat", JUDGE)
        assert counted[-1] == 30
        assert [one.loss for one in selectors.claims(number, JUDGE, after=29)] == [1_000_000, 12_345]

    def test_with_one_bad_row_brings_in_nothing_and_every_bad_row_is_told_with_its_reason(
        self, monday: clock.Journey, tmp_path: Path
    ) -> None:
        number = open_refund()
        rows = [*people(3), ("示例", "123", "1.005", "", "x", ""), ("", id_no(9), "1", "-1", "", "")]
        path, rejects = write_list(tmp_path / "a.csv", rows), tmp_path / "rejects.csv"
        with pytest.raises(BadInput, match="2 rows need correcting, 3 are right") as refused:
            actions.import_claims(number, path, JUDGE, rejects=rejects)
        named = {name: one["fault"] for name, one in refused.value.details["fields"].items()}
        assert named == {
            "5.id_no": "id_no", "5.paid_in": "amount_decimals", "5.account": "account", "6.name": "name",
            "6.returned": "amount_negative",
        }  # fmt: skip
        assert rejects.read_text("utf-8-sig").count("\n") == 6
        assert not Claim.objects.exists()
        assert not Import.objects.exists()

    def test_that_was_taken_in_is_not_taken_in_again(self, monday: clock.Journey, tmp_path: Path) -> None:
        number, path = open_refund(), write_list(tmp_path / "a.csv", people(3))
        actions.import_claims(number, path, JUDGE)
        with pytest.raises(NotPossible, match="taken in before"):
            actions.import_claims(number, path, JUDGE)
        assert Claim.objects.count() == 3

    @pytest.mark.parametrize(
        ("bad", "told"),
        [
            ("old", "old Excel file"),
            ("binary", "neither CSV nor XLSX"),
            ("zip", "damaged, or no workbook"),
            ("torn", "damaged, or no workbook"),
            ("latin", "neither CSV nor XLSX"),
            ("headless", "lacks the columns"),
            ("twice", "two columns of the name name"),
            ("quote", "From row 2 on"),
        ],
    )
    def test_that_is_not_what_it_says_is_refused_with_a_sentence(
        self, monday: clock.Journey, tmp_path: Path, bad: str, told: str
    ) -> None:
        path = tmp_path / "list.xlsx"
        BAD[bad](path)
        with pytest.raises(BadInput, match=told):
            actions.import_claims(open_refund(), path, JUDGE)


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("a.txt", "x")


BAD: dict[str, Callable[[Path], object]] = {
    "old": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)),
    "binary": lambda path: path.write_bytes(b"%PDF-1.7\0\0"),
    "zip": _zip,
    "torn": lambda path: path.write_bytes(b"PK\x03\x04 and no more"),
    "latin": lambda path: path.write_bytes("姓名,身份证号,投入金额\n".encode() + b"\xff\xff\xff"),
    "headless": lambda path: path.write_text("a,b\n1,2\n"),
    "twice": lambda path: path.write_text("姓名,name,身份证号,投入金额\n"),
    "quote": lambda path: path.write_text('姓名,身份证号,投入金额\n"a,b\n', encoding="utf-8"),
}


class TestADoubt:
    def test_about_a_person_entered_twice_is_resolved_by_keeping_one_or_adding_up(
        self, monday: clock.Journey
    ) -> None:
        number = open_refund(10_000)
        rows = [person(1, "10"), person(1, "10"), person(2, "5"), person(2, "7", account="62229999")]
        step(number, "register", claims=rows)
        with pytest.raises(NotMet, match="Claim 2 has an open exception"):
            step(number, "verify", claim_numbers="2")
        first, second = selectors.troubles(number, JUDGE)
        assert (first.kind, first.claim, first.other) == ("same_person", 2, 1)
        step(number, "resolve", exception=first.n, resolution="keep_first", reason="重复录入")
        step(number, "resolve", exception=second.n, resolution="add_up", reason="两笔投入")
        step(number, "verify")
        approved(number)
        assert [one.loss for one in selectors.shares(number, 1, JUDGE)] == [1000, 1200]

    def test_about_one_account_of_two_people_is_resolved_by_a_slip(self, monday: clock.Journey) -> None:
        number = open_refund(10_000)
        step(number, "register", claims=[person(1, "10"), person(2, "5", account=person(1, "")["account"])])
        (trouble,) = selectors.troubles(number, JUDGE)
        assert (trouble.kind, trouble.ways) == ("same_account", ("agreed", "by_slip"))
        with pytest.raises(BadInput, match="agreed, by_slip"):
            step(number, "resolve", exception=trouble.n, resolution="add_up", reason="随便")
        step(number, "resolve", exception=trouble.n, resolution="by_slip", reason="账户属于甲")
        assert [one.way for one in selectors.claims(number, JUDGE)] == ["transfer", "slip"]

    def test_about_a_loss_over_the_pool_is_named(self, monday: clock.Journey) -> None:
        number = open_refund(1000)
        step(number, "register", claims=[person(1, "10.01"), person(2, "10")])
        assert [(one.kind, one.claim) for one in selectors.troubles(number, JUDGE)] == [("over_pool", 1)]


class TestAnAnswer:
    @pytest.fixture
    def number(self, monday: clock.Journey) -> str:
        """Two payments of ten yuan are with the bank."""
        number = open_refund(2000)
        register(number, "10", "10")
        approved(number)
        step(number, "send")
        return number

    def test_about_a_payment_never_sent_is_an_exception_and_moves_nothing(self, number: str) -> None:
        answer(number, (99, "settled", 1000))
        assert [one.kind for one in selectors.troubles(number, JUDGE)] == ["never_sent"]
        assert selectors.money(number, JUDGE).in_flight == 2000

    def test_of_another_amount_is_an_exception_and_moves_nothing(self, number: str) -> None:
        answer(number, (1, "settled", 1001))
        assert [one.kind for one in selectors.troubles(number, JUDGE)] == ["other_amount"]
        assert selectors.money(number, JUDGE).in_flight == 2000

    def test_told_twice_moves_money_once(self, number: str) -> None:
        answer(number, (1, "settled"), (1, "settled"))
        answer(number, (1, "settled"))
        assert selectors.money(number, JUDGE).paid == 1000
        assert selectors.troubles(number, JUDGE) == []

    def test_that_contradicts_an_earlier_one_waits_for_a_person(self, number: str) -> None:
        answer(number, (1, "rejected", 1000, "AC01"), (1, "settled"))
        (trouble,) = selectors.troubles(number, JUDGE)
        with pytest.raises(NotMet, match="nothing to issue again"):
            step(number, "reissue", claim_numbers="1")
        with pytest.raises(NotMet, match="first brings the scan"):
            step(number, "resolve", exception=trouble.n, resolution="was_paid", reason="电话里说的")
        word: dict[str, Any] = {"exception": trouble.n, "resolution": "was_paid", "reason": "银行书面确认"}
        step(number, "bank_word", scan="1", **word)
        step(number, "resolve", **word)
        assert selectors.money(number, JUDGE).paid == 1000
        with pytest.raises(NotMet, match="nothing to issue again"):
            step(number, "reissue")

    def test_is_refused_when_its_file_was_read_before(self, number: str, tmp_path: Path) -> None:
        path = tmp_path / "answer.xml"
        path.write_text("<nothing/>")
        with pytest.raises(BadInput):
            actions.read_answers(number, path, PAYS)


class TestNumbersOfClaims:
    def test_are_written_as_people_write_them(self) -> None:
        assert parse("1-200, 305；7 至 9") == [Span(1, 200), Span(305, 305), Span(7, 9)]

    @pytest.mark.parametrize("text", ["a", "9-1", "1--2", "-5", "1,x", "9999999999"])
    def test_that_name_nothing_are_refused(self, text: str) -> None:
        with pytest.raises(BadInput, match="names no claims"):
            parse(text)
