"""Until when a document counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from jinlin.instruments.documents.kind import Kind
from jinlin.kernel.cases.effects.registry import Step
from jinlin.lib import clock
from jinlin.lib.spans import Span

if TYPE_CHECKING:
    from jinlin.instruments.documents.models import Document


class Status(StrEnum):
    """Whether a document counts."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def status(document: Document, at: datetime) -> Status:
    """What a document is worth at a moment. One that was ended stays so, whatever its last day was."""
    if document.ended_as:
        return Status(document.ended_as)
    if document.valid_to is not None and at >= document.valid_to:
        return Status.EXPIRED
    return Status.IN_FORCE


def end_of(step: Step, kind: Kind) -> datetime | None:
    """The first moment at which a document issued now does not count any more; None if it always does."""
    if kind.valid is None:
        return None
    if isinstance(kind.valid, str):
        # The day on the paper holds, even if a holiday table that comes later would have given another.
        return step.work.world.calendar.provisional.add(step.now, Span.parse(kind.valid))
    if kind.valid.until is not None:
        return _moment(step, kind.valid.until)
    last = _moment(step, kind.valid.through or "")
    return clock.local_moment(last.astimezone(clock.LOCAL).date() + timedelta(days=1)) if last else None


def _moment(step: Step, text: str) -> datetime | None:
    found = step.context().value(text)
    return clock.in_utc(found) if isinstance(found, datetime) else None
