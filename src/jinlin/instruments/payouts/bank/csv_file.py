"""Payments as the plain CSV of a bank's profile, streamed in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from jinlin.instruments.payouts.bank.fields import CURRENCY, as_yuan
from jinlin.instruments.payouts.bank.payments import Batch, Payment, Written
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.bank.rows import Row, Writer, read_rows
from jinlin.instruments.payouts.bank.streams import Hashed, Tally
from jinlin.lib.errors import BadInput
from jinlin.lib.money import parse_fen
from jinlin.lib.text import quote


def write(batch: Batch, profile: Profile, out: IO[bytes]) -> Written:
    """Write the batch. SumsDiffer if the payments are not those announced: the caller throws the file away.

    BadInput for a payment of a kind that the profile does not carry.
    """
    hashed, tally = Hashed(out), Tally(batch)
    rows = Writer(hashed, profile)
    if profile.header:
        rows.write([one.title for one in profile.payments])
    with hashed.whole():
        for payment in tally.counted():
            rows.write(_cells(payment, profile))
    return tally.written(hashed)


def read_payments(stream: IO[bytes], profile: Profile) -> Iterator[Payment]:
    """The payments of a file that was written by this profile. BadInput names the line that is none."""
    for row in read_rows(stream, profile, profile.payments):
        try:
            yield _payment(row, profile)
        except BadInput as problem:
            say = problem.say
            raise BadInput(f"第{row.line}行：{say.zh}", f"Line {row.line}: {say.en}") from problem


def _cells(payment: Payment, profile: Profile) -> list[str]:
    if payment.kind != profile.carries:
        raise BadInput(
            f"付款{payment.end_to_end}的类别不能用“{profile.name.zh}”",
            f'The payment {payment.end_to_end} is of a kind that "{profile.name.en}" does not carry',
        )
    return [_cell(payment, column.field, profile) for column in profile.payments]


def _cell(payment: Payment, field: str, profile: Profile) -> str:
    if field == "amount":
        return as_yuan(payment.amount)
    if field == "currency":
        return profile.currencies[0]
    return getattr(payment, field) or ""


def _payment(row: Row, profile: Profile) -> Payment:
    if row.refusal is not None:
        raise row.refusal
    cells = dict(row.cells)
    currency = cells.pop("currency", CURRENCY)
    if currency != CURRENCY and currency not in profile.currencies:
        raise BadInput(f"币种{quote(currency)}不是人民币", f"The currency {quote(currency)} is not the yuan")
    return Payment(
        end_to_end=cells.pop("end_to_end"),
        amount=parse_fen(cells.pop("amount")),
        name=cells.pop("name"),
        bank_code=cells.pop("bank_code", "") or None,
        kind=profile.carries,
        **cells,
    )
