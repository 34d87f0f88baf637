"""What one line of a bank's answer says, whichever file it stood in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.lib.words import Words

# The references of the payments that went out under a message number: for a rejection of the whole file.
Members = Callable[[str], Iterable[str]]

THE_WHOLE_FILE = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: what the bank says of one payment.

    `source` is what the caller calls the file. `line` is the line of a CSV file, or the number of the
    transaction in an XML one, from 1; 0 where the file as a whole says it. `amount` is in fen, of `currency`,
    and None where the line does not repeat it. `status` is the bank's own word: a code of ISO 20022, or a
    status of the CSV profile as `redeemed`. `reason` is a code that `reasons.classify` knows, `text` what
    the bank adds to it. `booked_on` is the day of the booking in China, None if the line names none.
    `booking` tells a booking from every other of the same payment (see `bookings.py`), and is empty for a
    status that is no booking.
    """

    source: str
    line: int
    end_to_end: str
    kind: AnswerKind
    amount: int | None = None
    currency: str = ""
    status: str = ""
    reason: str = ""
    text: str = ""
    bank_reference: str = ""
    booked_on: date | None = None
    booking: str = ""


@dataclass(frozen=True, slots=True)
class BadAnswer:
    """A line from which nothing can be learnt, and why; a person must look at it."""

    source: str
    line: int
    say: Words
