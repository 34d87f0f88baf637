"""The bank's report on a file of payments: ISO 20022 pain.002.001, versions 03 to 15."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import IO, Any, NamedTuple

from jinlin.instruments.payouts.bank.answers.answer import (
    THE_WHOLE_FILE,
    Answer,
    BadAnswer,
    Members,
)
from jinlin.instruments.payouts.bank.answers.formats import Formats, read_xml
from jinlin.instruments.payouts.bank.answers.lines import read_line
from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.instruments.payouts.bank.reasons import classify
from jinlin.instruments.payouts.bank.xml_elements import amount, find, text, texts
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote
from jinlin.lib.words import Words

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
VERSIONS = tuple(f"{n:02}" for n in range(3, 16))

# ExternalPaymentTransactionStatus1Code of ISO 20022, as far as a credit transfer can meet it.
_KINDS: Mapping[str, AnswerKind] = {
    "RCVD": "pending", "PDNG": "pending", "PATC": "pending", "BLCK": "pending",
    "ACTC": "accepted", "ACCP": "accepted", "ACFC": "accepted", "ACSP": "accepted", "ACWC": "accepted",
    "ACWP": "accepted", "ACPD": "accepted",
    "ACSC": "settled", "ACCC": "settled",
    "RJCT": "rejected", "CANC": "rejected",
}  # fmt: skip
# Of the file as a whole: some were taken and others not, so it says nothing of any one.
_IN_PART = "PART"


def read_pain002(stream: IO[bytes], source: str, members: Members) -> Iterator[Answer | BadAnswer]:
    """The lines of the report. What it says of a whole file holds for each payment that it does not name.

    `members` gives the references that went out under a message number. BadInput if it is no pain.002.
    """
    return read_xml(stream, source, pain002_formats(source, members))


def pain002_formats(source: str, members: Members) -> Formats:
    """The reader for each version, by namespace."""
    return {NAMESPACE + one: partial(_Pain002, source, members) for one in VERSIONS}


class _Status(NamedTuple):
    """What an element says: the code of the status, why, and what is added."""

    code: str
    reason: str
    text: str

    @property
    def says_it(self) -> bool:
        """Whether it says something of each payment: what was taken in part says nothing of any one."""
        return self.code not in ("", _IN_PART)


class _Unsaid(NamedTuple):
    """A transaction that is named without a status of its own: it has that of its block, or of the whole."""

    line: int
    why: _Status
    fen: int | None
    currency: str
    bank_reference: str


class _Pain002:
    tags: tuple[str, ...] = ("OrgnlGrpInfAndSts", "TxInfAndSts", "OrgnlPmtInfAndSts")

    def __init__(self, source: str, members: Members) -> None:
        self._source, self._members = source, members
        self.line = 0
        self._message = ""
        self._group = _Status("", "", "")
        self._named: set[str] = set()
        self._unsaid: dict[str, _Unsaid] = {}

    def ended(self, name: str, element: Any) -> Iterator[Answer | BadAnswer]:
        """What this element says."""
        if name == "TxInfAndSts":
            yield from self._transaction(element)
        elif name == "OrgnlGrpInfAndSts":
            self._message, self._group = text(element, "OrgnlMsgId"), _status(element, "GrpSts")
        elif name == "OrgnlPmtInfAndSts":
            block = _status(element, "PmtInfSts")
            yield from self._inherited(block if block.says_it else self._group)
            yield from self._spread(text(element, "OrgnlPmtInfId"), block)

    def finished(self) -> Iterator[Answer | BadAnswer]:
        """What the report says of the message as a whole."""
        yield from self._inherited(self._group)
        yield from self._spread(self._message, self._group)

    def _transaction(self, element: Any) -> Iterator[Answer | BadAnswer]:
        self.line += 1
        reference = text(element, "OrgnlEndToEndId")
        read = read_line(self._source, self.line, partial(self._read, reference, element))
        self._named.add(reference)
        if isinstance(read, BadAnswer) or read.status:
            yield read
            return
        why = _Status("", read.reason, read.text)
        self._unsaid[reference] = _Unsaid(read.line, why, read.amount, read.currency, read.bank_reference)

    def _read(self, reference: str, element: Any) -> Answer:
        status = _status(element, "TxSts")
        fen, currency = amount(element, "OrgnlTxRef/Amt/InstdAmt", "OrgnlTxRef/IntrBkSttlmAmt")
        return Answer(
            self._source, self.line, reference, _kind(status.code) if status.code else "pending", fen,
            currency, status.code, status.reason, status.text, text(element, "AcctSvcrRef"),
        )  # fmt: skip

    def _inherited(self, status: _Status) -> Iterator[Answer | BadAnswer]:
        """What is said of all, for each transaction that was named without a status of its own."""
        unsaid, self._unsaid = self._unsaid, {}
        for reference, one in unsaid.items():
            yield read_line(self._source, one.line, partial(self._of_one, reference, one, status))

    def _of_one(self, reference: str, one: _Unsaid, status: _Status) -> Answer:
        reason, said = (one.why.reason or status.reason), (one.why.text or status.text)
        if not status.says_it:
            raise BadInput(
                f"付款{quote(reference)}没有状态，整份回执也没有说明；请向银行查询",
                f"The payment {quote(reference)} has no status, nor has the whole report; ask the bank",
            )
        if refusal := _why_not_spread(self._message, _Status(status.code, reason, said)):
            raise BadInput(refusal.zh, refusal.en)
        return Answer(
            self._source, one.line, reference, _kind(status.code), one.fen, one.currency, status.code,
            reason, said, one.bank_reference,
        )  # fmt: skip

    def _spread(self, message: str, status: _Status) -> Iterator[Answer | BadAnswer]:
        """What is said of a whole message, for each of its payments that was not named."""
        if not status.says_it:
            return
        refusal = _why_not_spread(message, status)
        left = [] if refusal else [one for one in self._members(message) if one not in self._named]
        if refusal or not (left or self._named):
            yield BadAnswer(self._source, THE_WHOLE_FILE, refusal or _unknown(message))
        for reference in left:
            self._named.add(reference)
            yield read_line(self._source, THE_WHOLE_FILE, partial(self._of_all, reference, status))

    def _of_all(self, reference: str, status: _Status) -> Answer:
        return Answer(
            self._source, THE_WHOLE_FILE, reference, _kind(status.code),
            status=status.code, reason=status.reason, text=status.text,
        )  # fmt: skip


def _status(element: Any, name: str) -> _Status:
    code = text(element, name)
    if find(element, "StsRsnInf") is None:
        return _Status(code, "", "")
    reason = text(element, "StsRsnInf/Rsn/Cd") or text(element, "StsRsnInf/Rsn/Prtry")
    return _Status(code, reason, texts(element, "StsRsnInf/AddtlInf"))


def _kind(code: str) -> AnswerKind:
    if code not in _KINDS:
        raise BadInput(
            f"不认识的付款状态{quote(code)}", f"The status {quote(code)} of a payment is not known"
        )
    return _KINDS[code]


def _why_not_spread(message: str, status: _Status) -> Words | None:
    """A file refused as one that was there before: its payments live on under the first."""
    if _KINDS.get(status.code) != "rejected" or classify(status.reason).kind != "duplicate":
        return None
    return Words(
        zh=f"银行称报文{message}重复而拒收；先前送达的一份仍然有效，其中各笔付款不作拒付处理",
        en=f"The bank refused the message {message} as one that it has already; the first one stands, "
        "and none of its payments counts as rejected",
    )


def _unknown(message: str) -> Words:
    return Words(
        zh=f"回执所指的报文{quote(message)}不是本系统发出的",
        en=f"The report speaks of the message {quote(message)}, which was never sent",
    )
