"""The kinds of answer that a bank can give on a payment."""

from __future__ import annotations

from typing import Literal

AnswerKind = Literal["accepted", "pending", "rejected", "settled", "returned", "reversed", "credited"]
"""`reversed`: a credit that named the payment was taken back. `credited`: money came in that names it, or
anything, without being called a return."""
