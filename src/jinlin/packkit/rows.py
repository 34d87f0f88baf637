"""What a mapping reads from a row of somebody else's file: times, days, and texts that are one of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinlin.kernel.cases.definition import Ask
from jinlin.lib.days import read_day
from jinlin.lib.errors import BadInput
from jinlin.packkit.grammar.imports import RowTime


def moment(row: Mapping[str, str], columns: Sequence[str], time: RowTime) -> datetime:
    """The time in the first of these columns that is filled. BadInput if it is none, or all are empty."""
    column = next((one for one in columns if row.get(one)), columns[0])
    text = row.get(column, "")
    found = _read(text, time)
    if found is None:
        forms = " / ".join(time.formats)
        raise BadInput(
            f"“{column}”不是时间：{text[:40]}", f"'{column}' is not a time as {forms}: {text[:40]}"
        )
    return found


def answer(ask: Ask | None, value: Any, time: RowTime) -> Any:
    """An answer as the engine takes it: what the file writes as a time or day is one, in its zone."""
    if ask is None or not isinstance(value, str) or not value:
        return value
    found = _read(value, time) if ask.type in ("date", "moment") else None
    if found is not None:
        return found.date().isoformat() if ask.type == "date" else found.isoformat()
    if ask.type == "date":
        with suppress(BadInput):  # the field says itself what it takes
            return read_day(value).isoformat()
    return value


def _read(text: str, time: RowTime) -> datetime | None:
    for form in time.formats:
        with suppress(ValueError):  # the next form may fit
            return datetime.strptime(text, form).replace(tzinfo=ZoneInfo(time.zone))
    return None
