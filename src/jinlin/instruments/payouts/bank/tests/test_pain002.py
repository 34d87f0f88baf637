from __future__ import annotations

from collections.abc import Sequence

import pytest

from jinlin.instruments.payouts.bank.answers import Answer, BadAnswer, read_pain002
from jinlin.instruments.payouts.bank.answers.pain002 import VERSIONS
from jinlin.instruments.payouts.bank.tests.making import answers, file, members

DUPLICATE = ("DU01", "DU02", "AM05")


def report(
    *transactions: str, group: str = "", block: str = "", version: str = "03", message: str = "M1"
) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-24T17:00:00+08:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{block}{"".join(transactions)}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>"""


def transaction(reference: str = "P1", status: str = "ACSP", reason: str = "", amount: str = "1.00") -> str:
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>甲</AddtlInf><AddtlInf>乙</AddtlInf></StsRsnInf>"
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        f"{why if reason else ''}<AcctSvcrRef>B1</AcctSvcrRef>"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">{amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
    )


def refused(reason: str) -> str:
    return f"<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>"


def read(text: str) -> Sequence[Answer | BadAnswer]:
    return list(read_pain002(file(text), "f", members))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_says_the_same(version: str) -> None:
    found = read(report(transaction(), transaction("P2", "RJCT", "BE01", "2.50000"), version=version))
    assert found == [
        Answer("f", 1, "P1", "accepted", 100, "CNY", "ACSP", bank_reference="B1"),
        Answer("f", 2, "P2", "rejected", 250, "CNY", "RJCT", "BE01", "甲 乙", "B1"),
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("RCVD", "pending"),
        ("PDNG", "pending"),
        ("ACTC", "accepted"),
        ("ACSC", "settled"),
        ("CANC", "rejected"),
    ],
)
def test_a_status_is_one_of_five_kinds(status: str, kind: str) -> None:
    assert answers(read(report(transaction(status=status))))[0].kind == kind


class TestTheWholeFile:
    def test_a_refusal_holds_for_each_payment_that_is_not_named(self) -> None:
        found = answers(read(report(transaction("P2"), group=refused("FF01"))))
        assert [(one.end_to_end, one.kind, one.reason) for one in found] == [
            ("P2", "accepted", ""), ("P1", "rejected", "FF01"), ("P3", "rejected", "FF01"),
        ]  # fmt: skip

    def test_a_block_is_spread_once_and_the_group_after_it_adds_nothing(self) -> None:
        block = "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>"
        found = answers(read(report(group=refused("FF01"), block=block)))
        assert [(one.end_to_end, one.reason) for one in found] == [
            ("P1", "AM10"),
            ("P2", "AM10"),
            ("P3", "AM10"),
        ]

    @pytest.mark.parametrize("reason", DUPLICATE)
    def test_a_file_refused_as_a_duplicate_rejects_no_payment(self, reason: str) -> None:
        (one,) = read(report(group=refused(reason)))
        assert isinstance(one, BadAnswer)
        assert "the first one stands" in one.say.en

    def test_a_file_taken_in_part_says_nothing_of_any_one(self) -> None:
        assert len(read(report(transaction(), group="<GrpSts>PART</GrpSts>"))) == 1

    def test_a_message_that_was_never_sent_is_a_bad_answer(self) -> None:
        (one,) = read(report(group=refused("FF01"), message="M9"))
        assert isinstance(one, BadAnswer)
        assert "never sent" in one.say.en


@pytest.mark.parametrize(
    "wrong",
    [{"status": "WHAT"}, {"reference": ""}, {"reference": "P" * 36}, {"amount": "1.001"},
     {"amount": "-1.00"}, {"amount": "1,00"}, {"amount": ""}],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named_and_the_next_is_read(wrong: dict[str, str]) -> None:
    bad, good = read(report(transaction(**wrong), transaction("P2")))
    assert isinstance(bad, BadAnswer)
    assert (bad.line, bad.say.en[:7]) == (1, "Line 1:")
    assert isinstance(good, Answer)


def test_a_file_that_breaks_off_gives_what_came_before_and_says_so() -> None:
    text = report(transaction(), transaction("P2"))
    one, two, bad = read(text[: text.rindex("</TxInfAndSts>") + 20])
    assert [answers([one, two])[at].end_to_end for at in (0, 1)] == ["P1", "P2"]
    assert isinstance(bad, BadAnswer)
    assert "breaks off" in bad.say.en


class TestATransactionWithoutAStatus:
    """TxSts may be left out (ISO 20022, PaymentTransaction, minOccurs 0)."""

    BARE = transaction().replace("<TxSts>ACSP</TxSts>", "")
    WITH_REASON = transaction("P2", reason="AC01").replace("<TxSts>ACSP</TxSts>", "")
    BLOCK = "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>"

    def test_has_that_of_its_block_and_keeps_its_own_reason(self) -> None:
        found = answers(read(report(self.BARE, self.WITH_REASON, block=self.BLOCK)))
        assert [(one.end_to_end, one.kind, one.reason) for one in found] == [
            ("P1", "rejected", "AM10"), ("P2", "rejected", "AC01"), ("P3", "rejected", "AM10"),
        ]  # fmt: skip

    def test_has_that_of_the_whole_file_if_its_block_has_none(self) -> None:
        found = answers(read(report(self.WITH_REASON, group=refused("FF01"))))
        assert [(one.end_to_end, one.kind, one.reason) for one in found] == [
            ("P2", "rejected", "AC01"), ("P1", "rejected", "FF01"), ("P3", "rejected", "FF01"),
        ]  # fmt: skip

    @pytest.mark.parametrize("group", ["", "<GrpSts>PART</GrpSts>"])
    def test_is_for_a_person_if_nothing_is_said_of_all(self, group: str) -> None:
        (bad,) = read(report(self.WITH_REASON, group=group))
        assert isinstance(bad, BadAnswer)
        assert "has no status" in bad.say.en

    @pytest.mark.parametrize("reason", DUPLICATE)
    def test_in_a_file_refused_as_a_duplicate_is_not_refused(self, reason: str) -> None:
        assert not any(isinstance(one, Answer) for one in read(report(self.BARE, group=refused(reason))))
