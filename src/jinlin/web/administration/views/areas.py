"""The division tree, with the days on which codes began and ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.kernel.registry.world import AreaInfo
from jinlin.lib import clock
from jinlin.web.administration.called import LEVELS
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.slices import slice_of


@require_safe
@for_administrators
def areas(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The areas below one, or those that are sought."""
    found, like, under = world(), request.GET.get("q", "").strip(), request.GET.get("under", "")
    rows = found.area_versions(like, parent=None if like else under)
    line = [one for code in reversed(found.line(under)) if (one := found.area(code))] if under else []
    page = {
        "slice": slice_of(rows, _key, request.GET.get("after", "")),
        "line": line,
        "under": under,
        "q": like,
        "today": clock.today(),
        "levels": LEVELS,
    }
    return render(request, "administration/areas.html", page)


def _key(area: AreaInfo) -> str:
    return f"{area.code} {area.valid_from}"
