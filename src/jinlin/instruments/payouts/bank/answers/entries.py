"""What an entry (Ntry) of a camt message and its transactions (TxDtls) say, in any version of it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from jinlin.instruments.payouts.bank.answers.bookings import UNDATED
from jinlin.instruments.payouts.bank.fields import CURRENCY, read_moment
from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.instruments.payouts.bank.xml_elements import amount, children, find, text
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote

_TRUE = ("true", "1")
_BOOKED, _AMOUNTS = "Amt", ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
_ORDERED = "AmtDtls/InstdAmt/Amt"
_NOT_YET = ("PDNG", "FUTR", "INFO")


class Money(NamedTuple):
    """Fen, and None where nothing is said: what was `booked` on the account, and what of it a payment was
    (`paid`): less the bank's charges, where they are in it. Of what came back, that much came back."""

    booked: int | None
    paid: int | None
    currency: str

    def of(self, kind: AnswerKind) -> int | None:
        """What an answer of this kind is about."""
        return self.paid if kind == "settled" else self.booked


def entry_of(details: Any) -> Any:
    """The entry to which a transaction belongs. BadInput if there is none."""
    for entry in details.iterancestors("{*}Ntry"):
        return entry
    raise BadInput("这笔明细不属于任何记账", "This transaction belongs to no entry")


def money_of(details: Any) -> Money:
    """What a transaction says of its money."""
    booked, currency = amount(details, *_AMOUNTS)
    if booked is None:
        return Money(None, None, currency)
    ordered, in_currency = amount(details, _ORDERED)
    charged, included = _charges(details)
    if ordered is not None and in_currency in ("", CURRENCY) and booked - ordered == charged:
        return Money(booked, ordered, currency)
    return Money(booked, booked - included, currency)


def sum_of(entry: Any) -> Money:
    """What an entry says of its money. BadInput if it names no amount."""
    booked, currency = amount(entry, _BOOKED)
    if booked is None:
        raise BadInput("这笔记账没有金额", "This entry has no amount")
    return Money(booked, booked - _charges(entry)[1], currency)


def kind_of(entry: Any, details: Any) -> AnswerKind:
    """What happened: by the direction of the transaction, or of its entry, and whether it takes something
    back. A reversal is booked in the direction opposite to what it reverses (ISO 20022, ReversalIndicator:
    a DBIT that is a reversal takes back a credit). BadInput for a status or a direction that is none."""
    status = text(entry, "Sts/Cd") or text(entry, "Sts")
    if status in _NOT_YET:
        return "pending"
    if status != "BOOK":
        raise BadInput(f"不认识的记账状态{quote(status)}", f"The entry's status {quote(status)} is not known")
    direction = text(details, "CdtDbtInd") or text(entry, "CdtDbtInd")
    reversal = text(entry, "RvslInd") in _TRUE
    if direction == "DBIT":
        return "reversed" if reversal else "settled"
    if direction == "CRDT":
        return "returned" if reversal or _is_return(entry, details) else "credited"
    raise BadInput(
        f"这笔记账没有收付方向：{quote(direction)}", f"The entry has no direction: {quote(direction)}"
    )


def read_booking_day(entry: Any) -> tuple[date | None, str]:
    """The day of the booking, in China, and as which booking it counts. An entry without a day has that of
    its message, which is another in every message, and so tells no booking from another."""
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        if written := text(entry, path):
            day = read_moment(written)
            return day, day.isoformat()
    return _day_of_message(entry), UNDATED


def _day_of_message(entry: Any) -> date | None:
    for ancestor in entry.iterancestors():
        for path in ("CreDtTm", "GrpHdr/CreDtTm"):
            if written := text(ancestor, path):
                return read_moment(written)
    return None


def _is_return(entry: Any, details: Any) -> bool:
    codes = (text(one, "BkTxCd/Domn/Fmly/SubFmlyCd") for one in (details, entry))
    return find(details, "RtrInf") is not None or "RRTN" in codes


def _charges(element: Any) -> tuple[int, int]:
    """The bank's charges on what was paid, and how much of them is in the booked amount."""
    charged = included = 0
    for one in (*children(element, "Chrgs/Rcrd"), *children(element, "Chrgs")):
        fen = amount(one, "Amt")[0] or 0
        if text(one, "CdtDbtInd") != "CRDT":
            charged += fen
            included += fen if text(one, "ChrgInclInd") in _TRUE else 0
    total = amount(element, "Chrgs/TtlChrgsAndTaxAmt")[0]
    return (charged or total or 0), included
