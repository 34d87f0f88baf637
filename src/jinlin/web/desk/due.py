"""How long a case has still to go, in the time in which its limit counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from jinlin.kernel.cases.selectors import Listed, provisional_year
from jinlin.lib import clock
from jinlin.lib.spans import EXACT, HOUR, MINUTE, WORKING, Span, Unit
from jinlin.lib.words import Words
from jinlin.lib.working_calendar import WorkingCalendar

SOON = timedelta(hours=24)
A_DAY = 24  # hours
IN_DAYS = 2 * A_DAY  # hours from which days are told
Tone = Literal["", "late", "soon"]


class Due(NamedTuple):
    """When a case is due, what is left until then (or how long it is late), how that looks, and the year for
    want of whose holiday table it may still move."""

    at: datetime
    left: Words
    tone: Tone
    provisional: int | None = None


def due_of(row: Listed, calendar: WorkingCalendar) -> Due | None:
    """The running limit of a case; None where none runs."""
    at = row.case.due_at
    if at is None:
        return None
    running: dict[str, Any] = (row.case.clock or {}).get("running") or {}
    unit, now = Unit(running.get("unit", Unit.MINUTES)), clock.now()
    count, lacking = calendar.provisional.left, provisional_year(row.case.clock)
    if now < at:
        return Due(at, _left(count(now, at, unit)), "soon" if at - now <= SOON else "", lacking)
    if lacking:
        return Due(at, Words(zh="等放假安排", en="waits for the holiday table"), "", lacking)
    return Due(at, _late(count(at, now, unit)), "late")


def _left(span: Span) -> Words:
    length = in_words(span)
    if span.count == 0:
        return Words(zh="今天到期", en="due today")
    return Words(zh=f"还剩{length.zh}", en=f"{length.en} left")


def _late(span: Span) -> Words:
    length = in_words(span)
    if span.count == 0:
        return Words(zh="已逾期", en="overdue")
    return Words(zh=f"逾期{length.zh}", en=f"{length.en} late")


def in_words(span: Span) -> Words:
    """A span for people: hours and minutes rather than hundreds of minutes, and days rather than hundreds of
    hours."""
    if span.unit not in EXACT | WORKING:
        return span.words
    hours, minutes = divmod(-(-span.microseconds // MINUTE), HOUR // MINUTE)
    if span.unit in WORKING:
        return _worked(hours, minutes)
    if hours >= IN_DAYS:
        return _joined((hours // A_DAY, "天", "d"), (hours % A_DAY, "小时", "h"))
    return _joined((hours, "小时", "h"), (minutes, "分", "min"))


def _worked(hours: int, minutes: int) -> Words:
    """Hours of work stay hours, since a working day has fewer than a day."""
    length = _joined((hours, "个工作小时", "h"), (minutes, "分", "min"))
    only_minutes = "" if hours else "（工作时间）"
    return Words(zh=f"{length.zh}{only_minutes}", en=f"{length.en} of work")


def _joined(larger: tuple[int, str, str], smaller: tuple[int, str, str]) -> Words:
    """Both parts, without one that is nothing."""
    parts = [one for one in (larger, smaller) if one[0]] or [smaller]
    return Words(
        zh="".join(f"{count}{zh}" for count, zh, _ in parts),
        en=" ".join(f"{count} {en}" for count, _, en in parts),
    )
