"""Writes the CSV of a profile."""

from __future__ import annotations

import io
from collections.abc import Sequence

from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.fields import as_yuan
from jinlin.instruments.payouts.bank.profiles import Profile, Status
from jinlin.instruments.payouts.bank.rows import Writer


def write_csv(lines: Sequence[Answer], profile: Profile) -> bytes:
    """The lines as the profile's bank writes them."""
    out = io.BytesIO()
    rows = Writer(out, profile)
    if profile.header:
        rows.write([one.title for one in profile.answers])
    for line in lines:
        rows.write([_cell(line, one.field, profile) for one in profile.answers])
    return out.getvalue()


def _cell(line: Answer, field: str, profile: Profile) -> str:
    status = profile.statuses[line.status]
    if field == "amount":
        return as_yuan(line.amount or 0)
    if field == "status":
        return min(status.words)
    if field == "reason":
        return _reason(line, status, profile)
    if field == "booked_on":
        return f"{line.booked_on or ''}"
    return str(getattr(line, field))


def _reason(line: Answer, status: Status, profile: Profile) -> str:
    """The bank's word for the reason, or the code where it has no word; nothing where the status says it."""
    words = {code: word for word, code in profile.reasons.items()}
    return "" if line.reason == status.reason else words.get(line.reason, line.reason)
