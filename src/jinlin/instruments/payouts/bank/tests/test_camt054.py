from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from jinlin.instruments.payouts.bank.answers import Answer, BadAnswer, read_camt054
from jinlin.instruments.payouts.bank.tests.making import answers, file

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
    return list(read_camt054(file(notification(*entries)), "f"))


def test_a_debit_is_a_settlement_on_its_day() -> None:
    assert read(entry(details())) == [
        Answer("f", 1, "P1", "settled", 100, "CNY", "BOOK", bank_reference="E1", booked_on=date(2026, 11, 24))
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


def test_what_is_not_yet_booked_is_pending() -> None:
    assert answers(read(entry(details(), status="PDNG")))[0].kind == "pending"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (entry(details(), way="CRDT"), "without being called a return"),
        (entry(details(), status="INFO"), "status"),
        (entry(), "does not say which payments"),
        (entry(details("")), "reference"),
        (entry(details()).replace("<BookgDt><Dt>2026-11-24</Dt></BookgDt>", ""), "day of booking"),
        (details(), "belongs to no entry"),
    ],
)
def test_an_entry_that_is_no_payment_of_ours_is_named_and_the_next_is_read(wrong: str, says: str) -> None:
    bad, good = read(wrong, entry(details("P2")))
    assert isinstance(bad, BadAnswer)
    assert says in bad.say.en
    assert isinstance(good, Answer)
