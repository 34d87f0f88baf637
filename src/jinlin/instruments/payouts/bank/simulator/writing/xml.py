"""The pieces of a bank's XML: a message with its header, perhaps in an envelope, and elements in it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from lxml import etree

from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.fields import as_yuan
from jinlin.instruments.payouts.bank.simulator.style import Style
from jinlin.lib.clock import LOCAL

CLOSE_OF_BUSINESS = time(17)
WORDY = "银行说明第一行：請核對喆𬎆堃\n第二行，" + "转账附言" * 150
"""What no bank should write into a field of 105 characters, with characters that GB 2312 does not have."""
_HEADER = "urn:iso:std:iso:20022:tech:xsd:head.001.001.02"


def message(namespace: str, name: str, body: list[Any], style: Style) -> bytes:
    """The file. GB2312 is written as banks do: with every character that GB 18030 has under that label."""
    document = etree.Element("Document", nsmap={None: namespace})
    etree.SubElement(document, name).extend(body)
    root = etree.fromstring(etree.tostring(document, encoding="unicode"))
    if style.enveloped:
        inner, root = root, etree.Element("BizMsgEnvlp")
        header = etree.SubElement(root, f"{{{_HEADER}}}AppHdr", nsmap={None: _HEADER})
        etree.SubElement(header, f"{{{_HEADER}}}BizMsgIdr").text = "SIMULATED"
        root.append(inner)
    text = etree.tostring(root, encoding="unicode")
    written = f"<?xml version='1.0' encoding='{style.encoding}'?>\n{text}"
    return written.encode("gb18030" if style.encoding == "GB2312" else "utf-8")


def header(name: str, on: date) -> Any:
    """The header of a message that was made at the close of business."""
    made = etree.Element("GrpHdr")
    made.append(leaf("MsgId", name))
    made.append(leaf("CreDtTm", datetime.combine(on, CLOSE_OF_BUSINESS, LOCAL).isoformat()))
    return made


def money(name: str, fen: int, line: Answer) -> Any:
    """An amount with the line's currency."""
    found = leaf(name, as_yuan(fen))
    found.set("Ccy", line.currency)
    return found


def leaf(name: str, text: str) -> Any:
    """An element with a text."""
    element = etree.Element(name)
    element.text = text
    return element


def nested(*names: str, text: str | None = None) -> Any:
    """Elements one within the other; the innermost has the text."""
    first = last = etree.Element(names[0])
    for name in names[1:]:
        last = etree.SubElement(last, name)
    last.text = text
    return first
