"""What the calendar tests share: the national calendar, local times, and a slow count of worked time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from jinlin.lib.clock import LOCAL
from jinlin.lib.spans import Span
from jinlin.lib.working_calendar import WorkingCalendar, national_years

CALENDAR = WorkingCalendar(national_years())
INSTANT = timedelta(microseconds=1)

# Far enough from both ends of the published tables (2001-2026) for every span drawn below.
moments = st.datetimes(datetime(2003, 1, 1), datetime(2023, 12, 31)).map(  # noqa: DTZ001 -- zone given below
    lambda moment: moment.replace(tzinfo=LOCAL)
)
exact_spans = st.builds("{} {}".format, st.integers(1, 500), st.sampled_from(["minutes", "hours"])).map(
    Span.parse
)
working_spans = st.builds(
    "{} {}".format,
    st.integers(1, 300),
    st.sampled_from(["working microseconds", "working minutes", "working hours"]),
).map(Span.parse)
working_days = st.integers(0, 260).map("{} working days".format).map(Span.parse)
calendar_spans = st.one_of(
    st.integers(1, 400).map("{} days".format),
    st.integers(1, 12).map("{} months".format),
    st.just("1 year"),
).map(Span.parse)
spans = st.one_of(exact_spans, working_spans, working_days, calendar_spans)


def local(text: str) -> datetime:
    """A local time written `2018-02-14 17:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)


def ends(start: str, span: str) -> str:
    """The local time at which `span`, begun at local time `start`, ends."""
    return shown(CALENDAR.add(local(start), Span.parse(span)))


def shown(moment: datetime) -> str:
    """A moment as clocks show it; it must have come in UTC."""
    assert moment.tzinfo is UTC
    return moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def worked(start: datetime, end: datetime) -> timedelta:
    """Time worked from `start` to `end`, counted day by day and session by session: slow and plain."""
    total = timedelta()
    day = start.astimezone(LOCAL).date()
    while day <= end.astimezone(LOCAL).date():
        if CALENDAR.is_working_day(day):
            total += sum((_overlap(day, session, start, end) for session in SESSIONS), timedelta())
        day += timedelta(days=1)
    return total


SESSIONS = (("08:30", "12:00"), ("13:30", "17:30"))


def _overlap(day: date, session: tuple[str, str], start: datetime, end: datetime) -> timedelta:
    opens, closes = (local(f"{day} {at}") for at in session)
    return max(min(closes, end) - max(opens, start), timedelta())
