"""Which booking a line speaks of: the same told again, or another one.

A payment has a reference of our own. Among the bookings of one payment, the bank's reference tells one from
the other where the bank's profile says that it names a booking for ever. Elsewhere it may be a running number
of the day, and the day itself is all that two files have in common: what is booked twice on one day is then
two bookings if one file has both. `NtryRef` of ISO 20022 is a number within one file, and is never looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer

UNDATED = "undated"


class Bookings:
    """Names the bookings of one file, line by line."""

    def __init__(self, *, by_reference: bool) -> None:
        self._by_reference = by_reference
        self._told: Counter[tuple[str, str, str]] = Counter()

    def named(self, line: Answer | BadAnswer) -> Answer | BadAnswer:
        """The line, its booking told from every other of this payment; a status stays as it is."""
        if isinstance(line, BadAnswer) or not line.booking:
            return line
        if self._by_reference and line.bank_reference:
            return replace(line, booking=line.bank_reference)
        self._told[told := (line.end_to_end, line.kind, line.booking)] += 1
        n = self._told[told]
        return line if n == 1 else replace(line, booking=f"{line.booking}#{n}")
