"""The working calendar: the years that have a holiday table, and office hours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.lib import clock
from jinlin.web.administration.entering import for_administrators

YEARS = 12


@require_safe
@for_administrators
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest years, each with its notice, its days off and the weekends that are worked."""
    found = world().calendar
    years = [found.tables[year] for year in sorted(found.tables, reverse=True)[:YEARS]]
    page = {
        "years": [(one, sorted(one.days_off), sorted(one.days_on)) for one in years],
        "missing": None if clock.today().year + 1 in found.tables else clock.today().year + 1,
        "hours": found.hours,
    }
    return render(request, "administration/calendar.html", page)
