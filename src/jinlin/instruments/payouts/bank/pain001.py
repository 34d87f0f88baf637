"""Credit transfers as ISO 20022 pain.001.001.03 or .09, streamed in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal

from lxml import etree

from jinlin.instruments.payouts.bank.fields import CURRENCY, as_yuan
from jinlin.instruments.payouts.bank.payments import Batch, Debtor, Payment, Written
from jinlin.instruments.payouts.bank.streams import Hashed, Tally
from jinlin.lib.errors import BadInput

Version = Literal["03", "09"]
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001."
# ISO 20022 external code set: "Bank Branch code used in China".
_CLEARING = "CNAPS"


def write(batch: Batch, version: Version, out: IO[bytes]) -> Written:
    """Write the batch as one message with one payment block; every payment is booked by itself.

    The message number is also that of the block. SumsDiffer if the payments are not those announced, and
    then the file is cut off. BadInput for deposit slips: those go by a CSV profile.
    """
    hashed, tally = Hashed(out), Tally(batch)
    with etree.xmlfile(hashed, encoding="UTF-8") as xml:
        xml.write_declaration()
        with _within(xml, version):
            xml.write(_header(batch))
            with xml.element("PmtInf"):
                for element in _block(batch, version):
                    xml.write(element)
                with hashed.whole():
                    _write_payments(xml, tally)
    return tally.written(hashed)


@contextmanager
def _within(xml: Any, version: Version) -> Iterator[None]:
    """Elements within have no namespace of their own, and so stand in the one that is declared here."""
    name = NAMESPACE + version
    with xml.element(f"{{{name}}}Document", nsmap={None: name}), xml.element("CstmrCdtTrfInitn"):
        yield


def _write_payments(xml: Any, tally: Tally) -> None:
    """One element for each shape is filled in anew for each payment: four times as fast as building them."""
    shapes = {False: _Transfer(with_bank=False), True: _Transfer(with_bank=True)}
    for payment in tally.counted():
        xml.write(shapes[payment.bank_code is not None].filled(payment))


class _Transfer:
    """CdtTrfTxInf: one element that takes one payment after the other."""

    def __init__(self, *, with_bank: bool) -> None:
        self._root = etree.Element("CdtTrfTxInf")
        self._root.tail = "\n"  # one line each, for people who look and tools that compare
        self._reference = _path(self._root, "PmtId", "EndToEndId")
        self._amount = _path(self._root, "Amt", "InstdAmt")
        self._amount.set("Ccy", CURRENCY)
        self._bank = _clearing(etree.SubElement(self._root, "CdtrAgt")) if with_bank else None
        self._name = _path(self._root, "Cdtr", "Nm")
        self._account = _path(self._root, "CdtrAcct", "Id", "Othr", "Id")
        self._structured = _path(self._root, "RmtInf", "Strd")
        self._about = _path(self._structured, "CdtrRefInf", "Ref")
        self._purpose = etree.Element("AddtlRmtInf")

    def filled(self, payment: Payment) -> Any:
        """The element as it stands for this payment, until the next one is filled in."""
        if payment.kind != "transfer":
            raise BadInput(
                f"存单{payment.end_to_end}不能写入pain.001，请用存单的CSV格式",
                f"The slip {payment.end_to_end} cannot go into pain.001; use the CSV profile for slips",
            )
        self._reference.text = self._about.text = payment.end_to_end
        self._amount.text = as_yuan(payment.amount)
        self._name.text, self._account.text = payment.name, payment.account
        if self._bank is not None:
            self._bank.text = payment.bank_code
        self._tell(payment.purpose)
        return self._root

    def _tell(self, purpose: str) -> None:
        self._purpose.text = purpose
        if not purpose and self._purpose.getparent() is not None:
            self._structured.remove(self._purpose)
        elif purpose and self._purpose.getparent() is None:
            self._structured.append(self._purpose)


def _header(batch: Batch) -> Any:
    header = etree.Element("GrpHdr")
    _path(header, "MsgId").text = batch.message_id
    _path(header, "CreDtTm").text = batch.created_at.isoformat(timespec="seconds")
    _path(header, "NbOfTxs").text = str(batch.count)
    _path(header, "CtrlSum").text = as_yuan(batch.total)
    _path(header, "InitgPty", "Nm").text = batch.debtor.name
    return header


def _block(batch: Batch, version: Version) -> list[Any]:
    """What stands before the payments of the block, in the order of the schema."""
    block = etree.Element("PmtInf")
    _path(block, "PmtInfId").text = batch.message_id
    _path(block, "PmtMtd").text = "TRF"
    _path(block, "BtchBookg").text = "false"
    _path(block, "NbOfTxs").text = str(batch.count)
    _path(block, "CtrlSum").text = as_yuan(batch.total)
    day = ("ReqdExctnDt",) if version == "03" else ("ReqdExctnDt", "Dt")
    _path(block, *day).text = batch.execute_on.isoformat()
    _debtor(block, batch.debtor)
    return list(block)


def _debtor(block: Any, debtor: Debtor) -> None:
    _path(block, "Dbtr", "Nm").text = debtor.name
    account = etree.SubElement(block, "DbtrAcct")
    _path(account, "Id", "Othr", "Id").text = debtor.account
    _path(account, "Ccy").text = CURRENCY
    _clearing(etree.SubElement(block, "DbtrAgt")).text = debtor.bank_code


def _clearing(agent: Any) -> Any:
    """The element that takes the 12 digits of the bank's code."""
    member = _path(agent, "FinInstnId", "ClrSysMmbId")
    _path(member, "ClrSysId", "Cd").text = _CLEARING
    return _path(member, "MmbId")


def _path(element: Any, *names: str) -> Any:
    """The innermost of new elements, one within the other, at the end of `element`."""
    for name in names:
        element = etree.SubElement(element, name)
    return element
