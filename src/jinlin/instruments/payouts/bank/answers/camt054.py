"""What was booked on the account: ISO 20022 camt.054.001.08."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import IO, Any

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.answers.formats import Formats, read_xml
from jinlin.instruments.payouts.bank.answers.lines import bad_line, read_line
from jinlin.instruments.payouts.bank.fields import as_yuan, read_date
from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.instruments.payouts.bank.xml_elements import amount, find, text, texts
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


def read_camt054(stream: IO[bytes], source: str) -> Iterator[Answer | BadAnswer]:
    """A debit that names a payment is its settlement; a credit that says it is a return, its return.

    BadInput if it is no camt.054.001.08.
    """
    return read_xml(stream, source, camt054_formats(source))


def camt054_formats(source: str) -> Formats:
    """The reader, by namespace."""
    return {NAMESPACE: partial(_Camt054, source)}


class _Camt054:
    tags: tuple[str, ...] = ("TxDtls", "Ntry")

    def __init__(self, source: str) -> None:
        self._source = source
        self.line = 0
        self._details = self._sum = 0

    def ended(self, name: str, element: Any) -> Iterator[Answer | BadAnswer]:
        """What a transaction says; of an entry, whether its transactions add up to it."""
        if name == "TxDtls":
            self.line += 1
            self._details += 1
            yield read_line(self._source, self.line, partial(self._read, element))
        elif name == "Ntry":
            yield from self._check(element)
            self._details = self._sum = 0

    def finished(self) -> Iterator[Answer | BadAnswer]:
        """A notification says nothing as a whole."""
        return iter(())

    def _read(self, details: Any) -> Answer:
        entry = _entry_of(details)
        if (fen_and_currency := amount(details, "Amt", "AmtDtls/TxAmt/Amt"))[0] is None:
            fen_and_currency = amount(entry, "Amt")
        self._sum += fen_and_currency[0] or 0
        reference = text(details, "Refs/AcctSvcrRef") or text(entry, "AcctSvcrRef") or text(entry, "NtryRef")
        reason = text(details, "RtrInf/Rsn/Cd") or text(details, "RtrInf/Rsn/Prtry")
        return Answer(
            self._source, self.line, text(details, "Refs/EndToEndId"), _kind(entry, details),
            *fen_and_currency, text(entry, "Sts/Cd"), reason, texts(details, "RtrInf/AddtlInf"), reference,
            _booked_on(entry),
        )  # fmt: skip

    def _check(self, entry: Any) -> Iterator[BadAnswer]:
        try:
            self._add_up(entry)
        except BadInput as problem:
            yield bad_line(self._source, self.line, problem)

    def _add_up(self, entry: Any) -> None:
        """BadInput if the entry does not say which payments it holds, or they have another sum."""
        if self._details == 0:
            self.line += 1
            raise BadInput(
                "这笔记账没有逐笔明细，请向银行索取",
                "This entry does not say which payments it holds; ask the bank for its details",
            )
        fen, _ = amount(entry, "Amt")
        if fen != self._sum:
            booked, found = as_yuan(fen or 0), as_yuan(self._sum)
            raise BadInput(
                f"记账金额{booked}与其明细合计{found}不符",
                f"The entry is of {booked} yuan, but its transactions add up to {found}",
            )


def _entry_of(details: Any) -> Any:
    for entry in details.iterancestors("{*}Ntry"):
        return entry
    raise BadInput("这笔明细不属于任何记账", "This transaction belongs to no entry")


def _kind(entry: Any, details: Any) -> AnswerKind:
    status = text(entry, "Sts/Cd")
    if status in ("PDNG", "FUTR"):
        return "pending"
    if status != "BOOK":
        raise BadInput(f"不认识的记账状态{quote(status)}", f"The entry's status {quote(status)} is not known")
    direction = text(details, "CdtDbtInd") or text(entry, "CdtDbtInd")
    if direction == "DBIT":
        return "settled"
    if direction == "CRDT" and _is_return(entry, details):
        return "returned"
    raise BadInput(
        "这笔入账没有标明是退汇，不能对应到付款",
        "This money came in without being called a return, so it belongs to no payment",
    )


def _is_return(entry: Any, details: Any) -> bool:
    codes = (text(one, "BkTxCd/Domn/Fmly/SubFmlyCd") for one in (details, entry))
    reversal = text(entry, "RvslInd") in ("true", "1")
    return reversal or find(details, "RtrInf") is not None or "RRTN" in codes


def _booked_on(entry: Any) -> date:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        if day := text(entry, path):
            return read_date(day[: len("2026-11-24")])
    raise BadInput("这笔记账没有记账日期", "This entry has no day of booking")
