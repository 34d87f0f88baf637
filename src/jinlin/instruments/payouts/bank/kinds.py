"""The kinds of answer that a bank can give on a payment."""

from __future__ import annotations

from typing import Literal

AnswerKind = Literal["accepted", "pending", "rejected", "settled", "returned"]
