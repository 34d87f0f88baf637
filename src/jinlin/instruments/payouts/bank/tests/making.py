"""Payments and batches to write, all of people who do not exist."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from jinlin.instruments.payouts.bank.answers import Answer
from jinlin.instruments.payouts.bank.payments import Batch, Debtor, Payment
from jinlin.lib.clock import LOCAL

MONDAY = date(2026, 11, 23)
COURT = Debtor("某县人民法院", "44050100000000000001", "105391000012")


def transfer(reference: str = "P1", amount: int = 12345, **more: Any) -> Payment:
    """A transfer of 123.45 yuan."""
    told: dict[str, Any] = {"name": "张三", "account": "6222000000000000001", "purpose": "退赔款"}
    return Payment(reference, amount, **(told | more))


def slip(reference: str = "S1", amount: int = 12345) -> Payment:
    """A deposit slip of 123.45 yuan."""
    return Payment(reference, amount, "李四", kind="slip", holder="ab12" * 8, product="定活两便")


def batch(payments: Iterable[Payment], **more: Any) -> Batch:
    """A batch that announces what these payments are."""
    listed = list(payments)
    total = sum(one.amount for one in listed)
    made = Batch("M1", datetime(2026, 11, 20, 9, tzinfo=LOCAL), MONDAY, COURT, listed, len(listed), total)
    return replace(made, **more)


def many(count: int) -> list[Payment]:
    """Transfers of 1.01, 1.02, ... yuan."""
    return [transfer(f"P{at}", 100 + at) for at in range(1, count + 1)]


def members(message: str) -> Iterable[str]:
    """What went out under M1."""
    return ("P1", "P2", "P3") if message == "M1" else ()


def file(text: str, encoding: str = "utf-8") -> io.BytesIO:
    """A file with this text."""
    return io.BytesIO(text.encode(encoding))


def answers(lines: Iterable[object]) -> list[Answer]:
    """The lines, all of which must have been readable."""
    listed = list(lines)
    assert all(isinstance(one, Answer) for one in listed), listed
    return [one for one in listed if isinstance(one, Answer)]
