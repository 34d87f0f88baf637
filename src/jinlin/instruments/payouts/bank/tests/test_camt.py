from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jinlin.instruments.payouts.bank.answers import Answer, BadAnswer, read_camt
from jinlin.instruments.payouts.bank.answers.camt import MESSAGES, VERSIONS
from jinlin.instruments.payouts.bank.matching import AttemptFacts, decide_all
from jinlin.instruments.payouts.bank.simulator.style import Style
from jinlin.instruments.payouts.bank.simulator.writing import write_camt
from jinlin.instruments.payouts.bank.tests.making import answers, file

DAY = date(2026, 11, 24)
RETURN = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"


def notification(*entries: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N1</MsgId><CreDtTm>2026-11-24T17:00:00+08:00</CreDtTm></GrpHdr>
<Ntfctn><Id>N1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>{"".join(entries)}</Ntfctn>
</BkToCstmrDbtCdtNtfctn></Document>"""


def entry(
    *details: str, way: str = "DBIT", amount: str = "1.00", status: str = "BOOK", more: str = ""
) -> str:
    return (
        f'<Ntry><NtryRef>E1</NtryRef><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}'
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-11-24</Dt></BookgDt>"
        f"<BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd><NtryDtls>{''.join(details)}</NtryDtls></Ntry>"
    )


def details(reference: str = "P1", amount: str = "", more: str = "") -> str:
    money = f'<Amt Ccy="CNY">{amount}</Amt>' if amount else ""
    return f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{money}{more}</TxDtls>"


def read(*entries: str) -> Sequence[Answer | BadAnswer]:
    return list(read_camt(file(notification(*entries)), "f"))


def test_a_debit_is_a_settlement_on_its_day() -> None:
    assert read(entry(details())) == [
        Answer("f", 1, "P1", "settled", 100, "CNY", "BOOK", booked_on=DAY, booking=DAY.isoformat())
    ]


@pytest.mark.parametrize("more", [{"more": "<RvslInd>true</RvslInd>"}, {}])
def test_a_credit_that_says_so_is_a_return(more: dict[str, str]) -> None:
    (one,) = answers(read(entry(details(more="" if more else RETURN), way="CRDT", **more)))
    assert (one.kind, one.reason) == ("returned", "" if more else "AC04")


def test_an_entry_with_many_payments_has_a_line_for_each() -> None:
    found = answers(read(entry(details("P1", "0.40"), details("P2", "0.60")), entry(details("P3"))))
    assert [(one.line, one.end_to_end, one.amount) for one in found] == [
        (1, "P1", 40),
        (2, "P2", 60),
        (3, "P3", 100),
    ]


def test_payments_that_do_not_add_up_to_their_entry_are_named() -> None:
    found = read(entry(details("P1", "0.40"), details("P2", "0.50")))
    assert isinstance(found[-1], BadAnswer)
    assert "add up to 0.90" in found[-1].say.en


@pytest.mark.parametrize("status", ["PDNG", "FUTR", "INFO"])
def test_what_is_not_yet_booked_is_pending(status: str) -> None:
    assert answers(read(entry(details(), status=status)))[0].kind == "pending"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (entry(details(), status="WHAT"), "status"),
        (entry(details(), way=""), "direction"),
        (entry(), "does not say which payments"),
        (entry(details("")), "reference"),
        (details(), "belongs to no entry"),
    ],
)
def test_an_entry_that_is_no_payment_of_ours_is_named_and_the_next_is_read(wrong: str, says: str) -> None:
    bad, good = read(wrong, entry(details("P2")))
    assert isinstance(bad, BadAnswer)
    assert says in bad.say.en
    assert isinstance(good, Answer)


def dated(moment: str, tag: str = "DtTm") -> str:
    return entry(details()).replace("<Dt>2026-11-24</Dt>", f"<{tag}>{moment}</{tag}>")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (dated("2026-11-23T16:30:00Z"), DAY),
        (dated("2026-11-23T15:59:59Z"), date(2026, 11, 23)),
        (dated("2026-11-24T00:30:00+08:00"), DAY),
        (dated("2026-11-24T00:30:00"), DAY),
        (dated("2026-11-24+08:00", "Dt"), DAY),
        (dated("2026-11-24T24:00:00"), DAY),
    ],
)
def test_a_booking_is_of_the_day_that_it_was_in_china(written: str, day: date) -> None:
    (one,) = answers(read(written))
    assert (one.booked_on, one.booking) == (day, day.isoformat())


def test_an_entry_without_a_day_is_read_and_told_from_no_other_by_the_day_of_its_message() -> None:
    (one,) = answers(read(entry(details()).replace("<BookgDt><Dt>2026-11-24</Dt></BookgDt>", "")))
    assert (one.booked_on, one.booking) == (DAY, "undated")


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_report_statement_and_notification_says_the_same(message: str, version: str) -> None:
    style = Style(message=message, camt=version, amounts="details")
    told = Answer("", 0, "P1", "settled", 100, "CNY", booked_on=DAY)
    (one,) = answers(read_camt(io.BytesIO(write_camt("N1", DAY, "1", [told], style)), "f"))
    assert (one.end_to_end, one.kind, one.amount, one.booked_on) == ("P1", "settled", 100, DAY)


def test_a_message_in_an_envelope_is_read() -> None:
    inner = notification(entry(details())).partition("?>")[2]
    text = f'<Envelope xmlns="urn:x"><AppHdr><Fr>bank</Fr></AppHdr>{inner}</Envelope>'
    assert [one.end_to_end for one in answers(read_camt(file(text), "f"))] == ["P1"]


def test_a_second_message_in_one_file_is_not_passed_over_in_silence() -> None:
    inner = notification(entry(details())).partition("?>")[2]
    *_, bad = read_camt(file(f"<Envelope>{inner}{inner}</Envelope>"), "f")
    assert isinstance(bad, BadAnswer)
    assert "more than one message" in bad.say.en


@pytest.mark.parametrize("label", ["GB2312", "gbk", "GB18030"])
def test_characters_beyond_the_label_gb2312_are_read(label: str) -> None:
    said = RETURN.replace("</Rsn>", "</Rsn><AddtlInf>喆𬎆堃</AddtlInf>")
    text = notification(entry(details(more=said), way="CRDT"), entry(details("P2"))).replace("UTF-8", label)
    one, two = answers(read_camt(file(text, "gb18030"), "f"))
    assert (one.text, two.end_to_end) == ("喆𬎆堃", "P2")


def test_free_text_spoils_no_entry_however_long_and_on_however_many_lines() -> None:
    said = "".join(f"<AddtlInf>第{n}行\n{'字' * 105}</AddtlInf>" for n in range(6))
    (one,) = answers(read(entry(details(more=RETURN.replace("</Rsn>", f"</Rsn>{said}")), way="CRDT")))
    assert one.text.startswith("第0行 字")
    assert (len(one.text), one.text[-1]) == (500, "…")


class TestReversals:
    """ReversalIndicator: booked in the direction opposite to what it takes back."""

    REVERSAL = "<RvslInd>true</RvslInd>"

    def test_a_debit_that_is_one_takes_back_a_credit_and_settles_nothing(self) -> None:
        assert answers(read(entry(details(), more=self.REVERSAL)))[0].kind == "reversed"

    def test_a_credit_that_is_one_brings_a_payment_back(self) -> None:
        assert answers(read(entry(details(), way="CRDT", more=self.REVERSAL)))[0].kind == "returned"


class TestMoneyThatCameIn:
    def test_names_a_payment_without_being_called_its_return(self) -> None:
        assert answers(read(entry(details(), way="CRDT")))[0].kind == "credited"

    @pytest.mark.parametrize("reference", ["", "NOTPROVIDED", "付款/没有//参考号" * 9])
    def test_under_no_reference_is_read_all_the_same(self, reference: str) -> None:
        (one,) = answers(read(entry(details(reference), way="CRDT")))
        assert (one.kind, one.end_to_end) == ("credited", "NOTPROVIDED")


class TestAmounts:
    def test_stand_in_amtdtls_alone_in_old_versions(self) -> None:
        def old(reference: str, fen: str) -> str:
            money = f'<AmtDtls><InstdAmt><Amt Ccy="CNY">{fen}</Amt></InstdAmt></AmtDtls>'
            return details(reference, more=money)

        found = answers(read(entry(old("P1", "0.40"), old("P2", "0.60"))))
        assert [one.amount for one in found] == [40, 60]

    def test_of_several_payments_none_of_which_names_its_own_are_not_the_sum(self) -> None:
        found = answers(read(entry(details("P1"), details("P2")), entry(details("P3"))))
        assert [(one.end_to_end, one.amount) for one in found] == [("P1", None), ("P2", None), ("P3", 100)]

    CHARGED = (
        '<Chrgs><Rcrd><Amt Ccy="CNY">0.20</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
        "<ChrgInclInd>{}</ChrgInclInd></Rcrd></Chrgs>"
    )

    def test_are_less_the_charges_that_are_in_them(self) -> None:
        (one,) = answers(read(entry(details("P1", "1.00", self.CHARGED.format("true")))))
        assert one.amount == 80

    def test_are_whole_where_charges_are_booked_apart(self) -> None:
        (one,) = answers(read(entry(details("P1", "1.00", self.CHARGED.format("false")))))
        assert one.amount == 100

    def test_of_the_order_hide_no_other_sum_that_left_the_account(self) -> None:
        ordered = '<AmtDtls><InstdAmt><Amt Ccy="CNY">1.00</Amt></InstdAmt></AmtDtls>'
        (one,) = answers(read(entry(details("P1", "3.00", ordered), amount="3.00")))
        assert one.amount == 300

    def test_of_a_return_are_what_came_back(self) -> None:
        more = RETURN + self.CHARGED.format("true")
        assert answers(read(entry(details("P1", "0.80", more), way="CRDT", amount="0.80")))[0].amount == 80


class TestWhichBookingItIs:
    """Two files tell of one payment; `decide_all` says whether that was one booking or two."""

    def test_a_running_entry_number_makes_no_booking_of_it(self) -> None:
        day1, retold = entry(details()), entry(details()).replace(">E1<", ">E2<")
        day2 = day1.replace("2026-11-24", "2026-11-25")
        assert self.troubles(day1, retold) == set()
        assert self.troubles(day1, day2) == {"paid_twice"}

    def test_two_entries_of_one_file_are_two(self) -> None:
        assert self.troubles(entry(details()) + entry(details())) == {"paid_twice"}

    def test_two_entries_told_again_stay_two(self) -> None:
        both = entry(details()) + entry(details())
        assert self.heard(both, both) == (2, {"paid_twice"})

    def test_the_banks_reference_counts_where_its_profile_says_so(self) -> None:
        first = entry(details()).replace("<BkTxCd>", "<AcctSvcrRef>B1</AcctSvcrRef><BkTxCd>")
        other = first.replace(">B1<", ">B2<")
        assert self.troubles(first, other) == set()
        assert self.troubles(first, other, by_reference=True) == {"paid_twice"}
        assert self.troubles(first, first.replace("11-24", "11-25"), by_reference=True) == set()

    def troubles(self, *files: str, by_reference: bool = False) -> set[str]:
        return self.heard(*files, by_reference=by_reference)[1]

    def heard(self, *files: str, by_reference: bool = False) -> tuple[int, set[str]]:
        told, found = AttemptFacts(100, "sent"), set()
        for one in files:
            lines = list(read_camt(file(notification(one)), "f", by_reference=by_reference))
            for decision in decide_all(lines, {"P1": told}):
                told = replace(told, told=decision.told or told.told)
                found |= {str(decision.trouble)} if decision.trouble else set()
        return len(told.told), found
