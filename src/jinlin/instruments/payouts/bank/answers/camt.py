"""What was booked on the account: ISO 20022 camt.052 (during the day), camt.053 (statement) and camt.054
(notification), versions 02 to 13. All three hold the same entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import IO, Any

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.answers.entries import (
    Money,
    entry_of,
    kind_of,
    money_of,
    read_booking_day,
    sum_of,
)
from jinlin.instruments.payouts.bank.answers.formats import Formats, read_xml
from jinlin.instruments.payouts.bank.answers.lines import NO_REFERENCE, bad_line, read_line
from jinlin.instruments.payouts.bank.fields import as_yuan
from jinlin.instruments.payouts.bank.xml_elements import text, texts
from jinlin.lib.errors import BadInput

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
MESSAGES = ("camt.052", "camt.053", "camt.054")
VERSIONS = tuple(f"{n:02}" for n in range(2, 14))


def read_camt(stream: IO[bytes], source: str, *, by_reference: bool = False) -> Iterator[Answer | BadAnswer]:
    """A debit that names a payment is its settlement; a credit that says it is a return, its return.

    BadInput if it is no camt.052, .053 or .054.
    """
    return read_xml(stream, source, camt_formats(source), by_reference=by_reference)


def camt_formats(source: str) -> Formats:
    """The reader, by namespace."""
    names = (f"{NAMESPACE}{message}.001.{version}" for message in MESSAGES for version in VERSIONS)
    return dict.fromkeys(names, partial(_Camt, source))


class _Camt:
    tags: tuple[str, ...] = ("TxDtls", "Ntry")

    def __init__(self, source: str) -> None:
        self._source = source
        self.line = 0
        self._details = self._unsaid = self._sum = 0
        self._first: Answer | BadAnswer | None = None

    def ended(self, name: str, element: Any) -> Iterator[Answer | BadAnswer]:
        """What a transaction says; of an entry, whether its transactions add up to it."""
        if name == "TxDtls":
            self.line += 1
            self._details += 1
            yield from self._waited(read_line(self._source, self.line, partial(self._read, element)))
        elif name == "Ntry":
            yield from self._ended_entry(element)
            self._details = self._unsaid = self._sum = 0

    def finished(self) -> Iterator[Answer | BadAnswer]:
        """A statement says nothing as a whole."""
        return iter(())

    def _waited(self, line: Answer | BadAnswer) -> Iterator[Answer | BadAnswer]:
        """The first transaction of an entry waits: if it stays alone, the entry's amount is its own."""
        if self._details == 1:
            self._first = line
            return
        yield from self._released()
        yield line

    def _released(self) -> Iterator[Answer | BadAnswer]:
        if self._first is not None:
            yield self._first
        self._first = None

    def _read(self, details: Any) -> Answer:
        entry, money = entry_of(details), money_of(details)
        self._sum += money.booked or 0
        self._unsaid += money.booked is None
        reason = text(details, "RtrInf/Rsn/Cd") or text(details, "RtrInf/Rsn/Prtry")
        kind, (day, booking) = kind_of(entry, details), read_booking_day(entry)
        return Answer(
            self._source, self.line, text(details, "Refs/EndToEndId"), kind, money.of(kind), money.currency,
            _status(entry), reason, texts(details, "RtrInf/AddtlInf"),
            text(details, "Refs/AcctSvcrRef") or text(entry, "AcctSvcrRef"), day, booking,
        )  # fmt: skip

    def _ended_entry(self, entry: Any) -> Iterator[Answer | BadAnswer]:
        try:
            whole = sum_of(entry)
            if self._details == 1 and self._unsaid and isinstance(self._first, Answer):
                fen = whole.of(self._first.kind)
                self._first = replace(self._first, amount=fen, currency=whole.currency)
            yield from self._released()
            yield from self._without_details(entry, whole)
            self._add_up(whole)
        except BadInput as problem:
            yield from self._released()
            yield bad_line(self._source, self.line, problem)

    def _without_details(self, entry: Any, whole: Money) -> Iterator[Answer]:
        """Money that came in without details is no payment of ours. BadInput for any other such entry: it
        does not say which payments it holds."""
        if self._details:
            return
        self.line += 1
        if kind_of(entry, entry) != "credited":
            raise BadInput(
                "这笔记账没有逐笔明细，请向银行索取",
                "This entry does not say which payments it holds; ask the bank for its details",
            )
        self._sum = whole.booked or 0
        yield Answer(
            self._source, self.line, NO_REFERENCE, "credited", whole.booked, whole.currency, _status(entry)
        )

    def _add_up(self, whole: Money) -> None:
        """BadInput if the payments of an entry have another sum than it has."""
        if not self._unsaid and self._sum not in (whole.booked, whole.paid):
            booked, found = as_yuan(whole.booked or 0), as_yuan(self._sum)
            raise BadInput(
                f"记账金额{booked}与其明细合计{found}不符",
                f"The entry is of {booked} yuan, but its transactions add up to {found}",
            )


def _status(entry: Any) -> str:
    return text(entry, "Sts/Cd") or text(entry, "Sts")
