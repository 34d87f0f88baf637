"""What the bank makes of a file that it is given: it believes nothing that it has not read back itself."""

from __future__ import annotations

import hashlib
from typing import IO, Any, NamedTuple

from jinlin.instruments.payouts.bank import csv_file, pain001
from jinlin.instruments.payouts.bank.fields import CURRENCY
from jinlin.instruments.payouts.bank.payments import Payment
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.bank.xml_elements import amount, read_elements, text
from jinlin.lib.errors import BadInput

_NAMESPACES = frozenset(pain001.NAMESPACE + version for version in ("03", "09"))
_TAGS = ("GrpHdr", "CdtTrfTxInf")


class Received(NamedTuple):
    """A file that has come: what it calls itself, its digest, its payments, and the profile if it is CSV."""

    message: str
    sha256: str
    payments: tuple[Payment, ...]
    profile: Profile | None


def read_file(file: IO[bytes], profile: Profile | None) -> Received:
    """Read pain.001, or the CSV of `profile`, whole. BadInput for anything that a bank would send back."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # binary files have readinto
    file.seek(0)
    if profile is not None:
        return Received(digest[:35], digest, tuple(csv_file.read_payments(file, profile)), profile)
    return _read_pain001(file, digest)


def _read_pain001(file: IO[bytes], digest: str) -> Received:
    message, count, total = "", "", None
    payments = []
    for name, element in read_elements(file, _NAMESPACES, _TAGS).each:
        if name == "GrpHdr":
            message, count = text(element, "MsgId"), text(element, "NbOfTxs")
            total = amount(element, "CtrlSum")[0]
        else:
            payments.append(_payment(element))
    _check(count == str(len(payments)) and total == sum(one.amount for one in payments), message)
    return Received(message, digest, tuple(payments), None)


def _payment(element: Any) -> Payment:
    fen, currency = amount(element, "Amt/InstdAmt")
    _check(currency == CURRENCY, text(element, "PmtId/EndToEndId"))
    return Payment(
        end_to_end=text(element, "PmtId/EndToEndId"),
        amount=fen or 0,
        name=text(element, "Cdtr/Nm"),
        account=text(element, "CdtrAcct/Id/Othr/Id"),
        bank_code=text(element, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") or None,
        purpose=text(element, "RmtInf/Strd/AddtlRmtInf"),
    )


def _check(good: bool, what: str) -> None:
    if not good:
        raise BadInput(
            f"银行退回文件：{what}的合计或币种不符", f"The bank refuses the file: sums or currency of {what}"
        )
