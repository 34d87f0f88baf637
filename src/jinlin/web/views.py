"""The landing page, and the page for whoever watches over the server."""

from __future__ import annotations

from importlib.metadata import version

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.alarms import selectors as alarms
from jinlin.lib import clock
from jinlin.web.gallery.mechanisms import mechanisms
from jinlin.web.gallery.proving import levels
from jinlin.web.landing import parts


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this is, and what runs here."""
    known = levels()
    found = [(one, known.get(one.pack)) for one in mechanisms()]
    return render(request, "web/landing.html", {"found": found, "parts": parts()})


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Is the database there, do alarms ring. 503 without the database; late alarms are for the watcher."""
    try:
        alarm_report = {
            "alarms_overdue": alarms.due_count(clock.now()),
            "alarms_troubled": len(alarms.troubled()),
        }
    except DatabaseError:
        return _health(503, {"database": "unreachable"})
    return _health(200, {"database": "ok", **alarm_report})


def _health(status: int, report: dict[str, str | int]) -> JsonResponse:
    return JsonResponse(
        {**report, "version": version("jinlin")}, status=status, headers={"Cache-Control": "no-store"}
    )
