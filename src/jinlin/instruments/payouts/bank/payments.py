"""What goes to the bank: a batch (批次) of payments from one account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jinlin.instruments.payouts.bank.fields import (
    check_account,
    check_bank_code,
    check_fen,
    check_reference,
    check_text,
)
from jinlin.lib.errors import BadInput, Problem

Kind = Literal["transfer", "slip"]


class SumsDiffer(Problem):
    """What was streamed into a file is not what the batch announced; the file is cut off and not usable."""

    status = 409
    code = "sums-differ"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment, in fen, under a reference of its own.

    A `transfer` goes to an account. A `slip` (电子存单) is made out to a holder, who redeems it at the
    counter and needs no account: `holder` is the hash of the holder's identity, `product` what the bank
    calls the deposit. BadInput for anything that a bank file cannot carry.
    """

    end_to_end: str
    amount: int
    name: str
    account: str = ""
    bank_code: str | None = None
    kind: Kind = "transfer"
    purpose: str = ""
    holder: str = ""
    product: str = ""

    def __post_init__(self) -> None:
        check_reference(self.end_to_end)
        check_fen(self.amount)
        check_text(self.name)
        if self.purpose:
            check_text(self.purpose)
        if self.bank_code is not None:
            check_bank_code(self.bank_code)
        _check_slip(self) if self.kind == "slip" else check_account(self.account)


@dataclass(frozen=True, slots=True)
class Debtor:
    """The account that pays: that of the case (一案一账户)."""

    name: str
    account: str
    bank_code: str

    def __post_init__(self) -> None:
        check_text(self.name)
        check_account(self.account)
        check_bank_code(self.bank_code)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file carries. `payments` may be read once only; `count` and `total` (fen) are announced.

    `created_at` has a time zone; `execute_on` is the day on which the bank is asked to pay.
    """

    message_id: str
    created_at: datetime
    execute_on: date
    debtor: Debtor
    payments: Iterable[Payment]
    count: int
    total: int

    def __post_init__(self) -> None:
        check_reference(self.message_id)
        if self.count < 1 or self.total < self.count:
            raise BadInput(
                f"批次{self.message_id}没有可付的款项：{self.count}笔，{self.total}分",
                f"The batch {self.message_id} has nothing to pay: {self.count} payments, {self.total} fen",
            )


@dataclass(frozen=True, slots=True)
class Written:
    """What a finished file holds: its SHA-256 in hexadecimal, the number of payments, their sum in fen."""

    sha256: str
    count: int
    total: int


def _check_slip(payment: Payment) -> None:
    check_reference(payment.holder)
    check_text(payment.product)
