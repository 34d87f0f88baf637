"""The service grid: the cells of today and of other days, and the map on which they lie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.lib import clock
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.slices import slice_of


@require_safe
@for_administrators
def grid(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every cell by code, or those that are sought by code, name or area."""
    found, like = world(), request.GET.get("q", "").strip()
    cells = (one for one in found.all_cells() if not like or like in f"{one.code} {one.name} {one.area}")
    page = {
        "slice": slice_of(cells, lambda one: one.code, request.GET.get("after", "")),
        "count": len(found.grid_cells()),
        "q": like,
        "today": clock.today(),
        "world": found,
    }
    return render(request, "administration/grid.html", page)
