"""The file that goes to the bank, written from what was committed when it was sent. Who was to be paid
is kept with each attempt, whatever becomes of the claim.

So a crash between the commit and the writing loses nothing, and writing it twice pays nobody twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, Literal

from django.db import connection, transaction

from jinlin.instruments.payouts.bank import csv_file, pain001
from jinlin.instruments.payouts.bank.payments import Batch, Debtor, Payment, Written
from jinlin.instruments.payouts.bank.profiles import Profile, profile_of
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import BankFile
from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound

Form = Literal["pain001.03", "pain001.09", "csv"]
PRODUCT = "定活两便"
PAYER = ("payer_name", "payer_account", "payer_bank_code")
"""The fields of the case that name the account which pays (一案一账户)."""

_PAYMENTS = """
SELECT a.instruction, a.n, i.amount, i.claim, coalesce(a.sealed, c.sealed)
  FROM payout_attempt a
  JOIN payout_instruction i ON i.case_id = a.case_id AND i.n = a.instruction
  JOIN payout_claim c ON c.case_id = i.case_id AND c.n = i.claim
 WHERE a.case_id = %s AND a.file = %s ORDER BY a.instruction
"""
_PART = 5_000


def write_bank_file(
    number: str, n: int, form: Form, out: BinaryIO, actor: Actor, profile: Profile | None = None
) -> Written:
    """Write file `n` of a distribution: ISO 20022, or the CSV of a bank's profile. For the room itself: who
    may have it, `actions.fetch_bank_file` says.

    NotFound if there is no such file; BadInput for slips in ISO 20022, which has no word for them.
    """
    view = seen(number, actor)
    file = bank_file(view.case.id, n)
    debtor = Debtor(*(str(view.draft.plain(name) or "") for name in PAYER))
    with transaction.atomic():  # a cursor that streams lives in a transaction
        payments = _payments(file, keeper_of(view), view.case.number)
        batch = _batch(file, debtor, payments)
        if form == "csv":
            chosen = profile or profile_of("generic" if file.kind == "transfer" else "deposit_slip")
            return csv_file.write(batch, chosen, out)
        if file.kind == "slip":
            raise BadInput("电子存单请用 CSV 格式", "Slips go by CSV")
        return pain001.write(batch, "03" if form == "pain001.03" else "09", out)


def bank_file(case: int, n: int) -> BankFile:
    """File `n` of a distribution. NotFound."""
    file = BankFile.objects.filter(case_id=case, n=n).first()
    if file is None:
        raise NotFound(f"没有第{n}号银行文件", f"There is no bank file {n}")
    return file


def _batch(file: BankFile, debtor: Debtor, payments: Iterator[Payment]) -> Batch:
    made: datetime = file.made_at
    day = made.astimezone(clock.LOCAL).date()
    return Batch(
        f"P{file.case_id}-F{file.n}", made.astimezone(clock.LOCAL), day, debtor, payments, file.payments,
        file.amount,
    )  # fmt: skip


def _payments(file: BankFile, keeper: Keeper, number: str) -> Iterator[Payment]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAYMENTS, [file.case_id, file.n])
        while rows := cursor.fetchmany(_PART):
            for row in rows:
                yield _payment(file, keeper, number, row)


def _payment(file: BankFile, keeper: Keeper, number: str, row: tuple[Any, ...]) -> Payment:
    instruction, attempt, amount, claim, sealed = row
    who = keeper.open(claim, sealed)
    reference = str(Reference(file.case_id, instruction, attempt))
    name = who.get("payee") or who["name"]
    if file.kind == "slip":
        holder = keeper.person(who["id_no"]).hex()[:32]
        return Payment(reference, amount, name, kind="slip", purpose=number, holder=holder, product=PRODUCT)
    return Payment(reference, amount, name, who["account"], who["bank_code"] or None, purpose=number)
