"""An officer's deadlines as a calendar (RFC 5545): number, title and moment, and no more."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

from jinlin.api.reading import Say, in_language_of
from jinlin.kernel.cases.selectors import Deadline
from jinlin.kernel.cases.selectors import deadlines as deadlines_of
from jinlin.kernel.registry.selectors import actor_by_calendar_token
from jinlin.lib import clock
from jinlin.lib.words import Words

SEEN = timedelta(minutes=30)  # how tall the event is in a calendar
NAME = Words(zh="近邻：办理时限", en="Jinlin: deadlines")


def deadlines(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of the person whose secret address this is. NotFound if it is nobody's, or no more."""
    actor = actor_by_calendar_token(secret)
    written = _calendar(deadlines_of(actor), in_language_of(request))
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _calendar(found: list[Deadline], say: Say) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Jinlin//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say(NAME))
    for one in found:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: Deadline) -> Event:
    """A deadline is the end of its event, so that one at 24:00 stands on the day that ends with it."""
    event = Event()
    event.add("uid", f"{one.number}@jinlin")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", (one.due_at - SEEN).astimezone(UTC))
    event.add("dtend", one.due_at.astimezone(UTC))
    event.add("summary", f"{one.number} {one.title}".strip())
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
