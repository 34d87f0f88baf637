"""Answers in the plain CSV of a bank's profile."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.answers.bookings import Bookings
from jinlin.instruments.payouts.bank.answers.lines import read_line
from jinlin.instruments.payouts.bank.fields import CURRENCY, read_date
from jinlin.instruments.payouts.bank.profiles import Profile, Status
from jinlin.instruments.payouts.bank.reasons import is_code
from jinlin.instruments.payouts.bank.rows import Row, read_rows
from jinlin.lib.errors import BadInput
from jinlin.lib.money import parse_fen
from jinlin.lib.text import quote


def read_csv(stream: IO[bytes], source: str, profile: Profile) -> Iterator[Answer | BadAnswer]:
    """The rows of the file. BadInput if its header is not the profile's."""
    bookings = Bookings(by_reference=profile.by_reference)
    for row in read_rows(stream, profile, profile.answers):
        yield bookings.named(read_line(source, row.line, partial(_answer, source, row, profile)))


def _answer(source: str, row: Row, profile: Profile) -> Answer:
    if row.refusal is not None:
        raise row.refusal
    cell = row.cells.get
    name, status = _status(row.cells["status"], profile)
    reason, text = _reason(cell("reason", ""), cell("text", ""), status, profile)
    booked = read_date(written) if (written := cell("booked_on", "")) else None
    return Answer(
        source, row.line, row.cells["end_to_end"], status.kind, parse_fen(row.cells["amount"]),
        _currency(cell("currency", CURRENCY), profile), name, reason, text, cell("bank_reference", ""),
        booked, booked.isoformat() if booked else "",
    )  # fmt: skip


def _status(word: str, profile: Profile) -> tuple[str, Status]:
    found = profile.status_of(word)
    if found is None:
        raise BadInput(
            f"银行配置“{profile.name.zh}”中没有状态{quote(word)}",
            f'The profile "{profile.name.en}" does not have the status {quote(word)}',
        )
    return found


def _reason(word: str, text: str, status: Status, profile: Profile) -> tuple[str, str]:
    """The code of the bank's word, which stays in the text; a word without one leads to asking the bank."""
    if not word or is_code(word):
        return word or status.reason, text
    return profile.reasons.get(word, "NARR"), f"{word} {text}".strip()


def _currency(word: str, profile: Profile) -> str:
    return CURRENCY if word in profile.currencies else word
