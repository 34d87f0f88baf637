"""Writes pain.002: what the bank says of a message and of its payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree

from jinlin.instruments.payouts.bank.answers import pain002
from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.simulator.style import PLAIN, Style
from jinlin.instruments.payouts.bank.simulator.writing.xml import WORDY, header, leaf, message, money, nested

_STATUSES = {"settled": "ACSC", "rejected": "RJCT"}


def write_pain002(
    name: str, on: date, about: str, lines: Sequence[Answer], refused: str = "", style: Style = PLAIN
) -> bytes:
    """A report on the message `about`, line by line; or, with a reason, that the whole of it is refused."""
    body = [header(name, on), _group(about, refused)]
    if lines:
        body.append(block := nested("OrgnlPmtInfAndSts", "OrgnlPmtInfId"))
        block[0].text = about
        block.extend(_status(line, style) for line in lines)
    return message(pain002.NAMESPACE + style.pain, "CstmrPmtStsRpt", body, style)


def _group(about: str, refused: str) -> Any:
    group = etree.Element("OrgnlGrpInfAndSts")
    group.append(leaf("OrgnlMsgId", about))
    group.append(leaf("OrgnlMsgNmId", "pain.001"))
    if refused:
        group.append(leaf("GrpSts", "RJCT"))
        group.append(nested("StsRsnInf", "Rsn", "Cd", text=refused))
    return group


def _status(line: Answer, style: Style) -> Any:
    status = etree.Element("TxInfAndSts")
    status.append(leaf("OrgnlEndToEndId", line.end_to_end))
    status.append(leaf("TxSts", _STATUSES.get(line.kind, line.status)))
    if line.reason:
        status.append(why := nested("StsRsnInf", "Rsn", "Cd", text=line.reason))
        if style.wordy:
            why.append(leaf("AddtlInf", WORDY))
    if line.bank_reference:
        status.append(leaf("AcctSvcrRef", line.bank_reference))
    transaction = nested("OrgnlTxRef", "Amt")
    transaction[0].append(money("InstdAmt", line.amount or 0, line))
    status.append(transaction)
    return status
