"""Writes what the bank tells: pain.002.001.03, camt.054.001.08, and the CSV of a profile."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from lxml import etree

from jinlin.instruments.payouts.bank.answers import camt054, pain002
from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.fields import as_yuan
from jinlin.instruments.payouts.bank.profiles import Profile, Status
from jinlin.instruments.payouts.bank.rows import Writer
from jinlin.lib.clock import LOCAL

_CLOSE_OF_BUSINESS = time(17)
_STATUSES = {"settled": "ACSC", "rejected": "RJCT"}


def write_pain002(name: str, on: date, message: str, lines: Sequence[Answer], refused: str = "") -> bytes:
    """A report on `message`, line by line; or, with a reason, that the whole of it is refused."""
    out = io.BytesIO()
    with _document(out, pain002.NAMESPACE + "03", "CstmrPmtStsRpt") as xml:
        xml.write(_header(name, on))
        xml.write(_group(message, refused))
        if lines:
            with xml.element("OrgnlPmtInfAndSts"):
                xml.write(_leaf("OrgnlPmtInfId", message))
                for line in lines:
                    xml.write(_status(line))
    return out.getvalue()


def write_camt054(name: str, on: date, account: str, lines: Sequence[Answer]) -> bytes:
    """The bookings on the account, an entry each."""
    out = io.BytesIO()
    with _document(out, camt054.NAMESPACE, "BkToCstmrDbtCdtNtfctn") as xml:
        xml.write(_header(name, on))
        with xml.element("Ntfctn"):
            xml.write(_leaf("Id", name))
            xml.write(_nested("Acct", "Id", "Othr", "Id", text=account))
            for line in lines:
                xml.write(_entry(line))
    return out.getvalue()


def write_csv(lines: Sequence[Answer], profile: Profile) -> bytes:
    """The lines as the profile's bank writes them."""
    out = io.BytesIO()
    rows = Writer(out, profile)
    if profile.header:
        rows.write([one.title for one in profile.answers])
    for line in lines:
        rows.write([_cell(line, one.field, profile) for one in profile.answers])
    return out.getvalue()


@contextmanager
def _document(out: io.BytesIO, namespace: str, message: str) -> Iterator[Any]:
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{namespace}}}Document", nsmap={None: namespace}), xml.element(message):
            yield xml


def _header(name: str, on: date) -> Any:
    header = etree.Element("GrpHdr")
    header.append(_leaf("MsgId", name))
    header.append(_leaf("CreDtTm", datetime.combine(on, _CLOSE_OF_BUSINESS, LOCAL).isoformat()))
    return header


def _group(message: str, refused: str) -> Any:
    group = etree.Element("OrgnlGrpInfAndSts")
    group.append(_leaf("OrgnlMsgId", message))
    group.append(_leaf("OrgnlMsgNmId", "pain.001"))
    if refused:
        group.append(_leaf("GrpSts", "RJCT"))
        group.append(_nested("StsRsnInf", "Rsn", "Cd", text=refused))
    return group


def _status(line: Answer) -> Any:
    status = etree.Element("TxInfAndSts")
    status.append(_leaf("OrgnlEndToEndId", line.end_to_end))
    status.append(_leaf("TxSts", _STATUSES.get(line.kind, line.status)))
    if line.reason:
        status.append(_nested("StsRsnInf", "Rsn", "Cd", text=line.reason))
    status.append(_leaf("AcctSvcrRef", line.bank_reference))
    transaction = _nested("OrgnlTxRef", "Amt")
    transaction[0].append(_amount("InstdAmt", line))
    status.append(transaction)
    return status


def _entry(line: Answer) -> Any:
    entry = etree.Element("Ntry")
    entry.append(_amount("Amt", line))
    entry.append(_leaf("CdtDbtInd", "CRDT" if line.kind == "returned" else "DBIT"))
    entry.append(_nested("Sts", "Cd", text="BOOK"))
    entry.append(_nested("BookgDt", "Dt", text=f"{line.booked_on}"))
    entry.append(_leaf("AcctSvcrRef", line.bank_reference))
    entry.append(_nested("BkTxCd", "Prtry", "Cd", text="PAYOUT"))
    details = _nested("NtryDtls", "TxDtls")
    details[0].append(_nested("Refs", "EndToEndId", text=line.end_to_end))
    details[0].append(_amount("Amt", line))
    if line.kind == "returned":
        details[0].append(_nested("RtrInf", "Rsn", "Cd", text=line.reason))
    entry.append(details)
    return entry


def _cell(line: Answer, field: str, profile: Profile) -> str:
    status = profile.statuses[line.status]
    if field == "amount":
        return as_yuan(line.amount or 0)
    if field == "status":
        return min(status.words)
    if field == "reason":
        return _reason(line, status, profile)
    if field == "booked_on":
        return f"{line.booked_on or ''}"
    return str(getattr(line, field))


def _reason(line: Answer, status: Status, profile: Profile) -> str:
    """The bank's word for the reason, or the code where it has no word; nothing where the status says it."""
    words = {code: word for word, code in profile.reasons.items()}
    return "" if line.reason == status.reason else words.get(line.reason, line.reason)


def _amount(name: str, line: Answer) -> Any:
    amount = _leaf(name, as_yuan(line.amount or 0))
    amount.set("Ccy", line.currency)
    return amount


def _leaf(name: str, text: str) -> Any:
    element = etree.Element(name)
    element.text = text
    return element


def _nested(*names: str, text: str | None = None) -> Any:
    """Elements one within the other; the innermost has the text."""
    first = last = etree.Element(names[0])
    for name in names[1:]:
        last = etree.SubElement(last, name)
    last.text = text
    return first
