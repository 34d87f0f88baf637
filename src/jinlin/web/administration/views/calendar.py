"""The working calendar: the years that have a holiday table, and the city's office hours."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import own_hours, world
from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.words import Words
from jinlin.web.administration.entering import for_administrators
from jinlin.web.language import say

YEARS = 12


@require_safe
@for_administrators
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest years, each with its notice, its days off and the weekends that are worked; office hours."""
    return _page(request)


@require_POST
@for_administrators
def set_hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Office hours that hold from a day on."""
    sent = {name: request.POST.get(name, "") for name in ("valid_from", "sessions", "source")}
    try:
        hours = OfficeHours.read(sent["sessions"].replace("\uff0c", " ").replace("\u3001", " ").split())
        changes = actions.set_office_hours(_day(sent["valid_from"]), hours, sent["source"], actor=actor)
    except BadInput as problem:
        return _page(request, sent, problem)
    messages.success(request, say(_SET if changes.made else _SAME))
    return redirect("administration_calendar")


@require_POST
@for_administrators
def remove_hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The office hours before those hold on."""
    actions.remove_office_hours(_day(request.POST.get("valid_from", "")), actor=actor)
    messages.success(request, say(_REMOVED))
    return redirect("administration_calendar")


_SET = Words(zh="办公时间已写入", en="The office hours are written")
_SAME = Words(zh="没有变化", en="Nothing was different")
_REMOVED = Words(zh="已撤销，此前的办公时间继续有效", en="Removed: the hours before them hold on")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("请填写第一天", "Say which day is the first") from None


def _page(
    request: HttpRequest, sent: dict[str, str] | None = None, problem: BadInput | None = None
) -> HttpResponse:
    found = world().calendar
    years = [found.tables[year] for year in sorted(found.tables, reverse=True)[:YEARS]]
    page = {
        "years": [(one, sorted(one.days_off), sorted(one.days_on)) for one in years],
        "missing": [year for year in _near() if year not in found.tables],
        "hours": own_hours(),
        "now": found.hours.on(clock.today()),
        "sent": sent or {},
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "administration/calendar.html", page, status=status)


def _near() -> tuple[int, int]:
    """This year and the next: limits run into both."""
    return clock.today().year, clock.today().year + 1
