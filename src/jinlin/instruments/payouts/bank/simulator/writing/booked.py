"""Writes camt: what was booked on the account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import count, groupby
from typing import Any

from lxml import etree

from jinlin.instruments.payouts.bank.answers import camt
from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.simulator.style import PLAIN, Style
from jinlin.instruments.payouts.bank.simulator.writing.xml import WORDY, header, leaf, message, money, nested
from jinlin.lib.clock import LOCAL

_NAMES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
_CHARGE = 50
_AFTER_MIDNIGHT = time(0, 30)


def write_camt(name: str, on: date, account: str, lines: Sequence[Answer], style: Style = PLAIN) -> bytes:
    """The bookings on the account: an entry each, or several payments in one entry."""
    root, part = _NAMES[style.message]
    told = nested(part, "Id", text=name)
    told.append(nested("Acct", "Id", "Othr", "Id", text=account))
    if style.message == "camt.053":
        told.append(_balance(on))
    numbers = count(1)
    told.extend(_entry(group, style, next(numbers)) for group in _entries(lines, style))
    namespace = f"{camt.NAMESPACE}{style.message}.001.{style.camt}"
    return message(namespace, root, [header(name, on), told], style)


def _entries(lines: Sequence[Answer], style: Style) -> Iterator[list[Answer]]:
    if not style.batched:
        yield from ([line] for line in lines)
        return
    for _, group in groupby(sorted(lines, key=_booking), key=_booking):
        yield list(group)


def _booking(line: Answer) -> tuple[str, str, str]:
    return (line.kind, f"{line.booked_on}", line.currency)


def _balance(on: date) -> Any:
    balance = nested("Bal", "Tp", "CdOrPrtry", "Cd", text="OPBD")
    amount = leaf("Amt", "0.00")
    amount.set("Ccy", "CNY")
    balance.extend([amount, leaf("CdtDbtInd", "CRDT"), nested("Dt", "Dt", text=f"{on}")])
    return balance


def _entry(lines: Sequence[Answer], style: Style, n: int) -> Any:
    """`NtryRef` is a running number of the file, as banks have it; it says nothing."""
    first = lines[0]
    entry = etree.Element("Ntry")
    entry.append(leaf("NtryRef", f"{n}"))
    entry.append(money("Amt", sum(_booked(line, style) for line in lines), first))
    entry.append(leaf("CdtDbtInd", "CRDT" if first.kind == "returned" else "DBIT"))
    entry.append(leaf("Sts", "BOOK") if style.camt < "08" else nested("Sts", "Cd", text="BOOK"))
    entry.append(_day(first.booked_on, style))
    if len(lines) == 1 and first.bank_reference:
        entry.append(leaf("AcctSvcrRef", first.bank_reference))
    entry.append(nested("BkTxCd", "Prtry", "Cd", text="PAYOUT"))
    entry.append(details := etree.Element("NtryDtls"))
    details.extend(_details(line, style, alone=len(lines) == 1) for line in lines)
    return entry


def _day(on: date | None, style: Style) -> Any:
    """As a day, or as a moment of that day in China, told in UTC: there it is the day before."""
    if not style.times or on is None:
        return nested("BookgDt", "Dt", text=f"{on}")
    moment = datetime.combine(on, _AFTER_MIDNIGHT, LOCAL).astimezone(UTC)
    return nested("BookgDt", "DtTm", text=f"{moment:%Y-%m-%dT%H:%M:%SZ}")


def _details(line: Answer, style: Style, *, alone: bool) -> Any:
    found = etree.Element("TxDtls")
    found.append(refs := etree.Element("Refs"))
    if not alone and line.bank_reference:
        refs.append(leaf("AcctSvcrRef", line.bank_reference))
    refs.append(leaf("EndToEndId", line.end_to_end))
    found.extend(_amounts(line, style))
    if line.kind == "returned":
        found.append(why := nested("RtrInf", "Rsn", "Cd", text=line.reason))
        if style.wordy:
            why.append(leaf("AddtlInf", WORDY))
    return found


def _amounts(line: Answer, style: Style) -> Iterator[Any]:
    if style.amounts == "each":
        yield money("Amt", _booked(line, style), line)
        if style.camt >= "08":
            yield leaf("CdtDbtInd", "CRDT" if line.kind == "returned" else "DBIT")
    if style.amounts == "details" or _is_charged(line, style):
        yield (found := nested("AmtDtls", "InstdAmt"))
        found[0].append(money("Amt", line.amount or 0, line))
    if _is_charged(line, style):
        yield (charges := nested("Chrgs", "Rcrd"))
        charges[0].append(money("Amt", _CHARGE, line))
        charges[0].extend([leaf("CdtDbtInd", "DBIT"), leaf("ChrgInclInd", "true")])


def _booked(line: Answer, style: Style) -> int:
    return (line.amount or 0) + (_CHARGE if _is_charged(line, style) else 0)


def _is_charged(line: Answer, style: Style) -> bool:
    return style.charged and line.kind == "settled"
