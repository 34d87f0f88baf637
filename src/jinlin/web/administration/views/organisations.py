"""Units, and who holds which office there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.cases.selectors import role_names
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.kinds import KINDS
from jinlin.kernel.registry.selectors import offices_at, world
from jinlin.lib import clock
from jinlin.lib.errors import NotFound
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.slices import slice_of


@require_safe
@for_administrators
def organisations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Units by code, or those that are sought."""
    found, like = world(), request.GET.get("q", "").strip()
    rows = [one for one in found.all_organisations() if like in one.name or one.code.startswith(like)]
    page = {
        "slice": slice_of(rows, lambda one: one.code, request.GET.get("after", "")),
        "q": like,
        "world": found,
        "today": clock.today(),
        "kinds": KINDS,
    }
    return render(request, "administration/organisations.html", page)


@require_safe
@for_administrators
def organisation(request: HttpRequest, actor: Actor, unit: str) -> HttpResponse:
    """One unit, with its offices."""
    found = world()
    one = found.organisation(unit)
    if one is None:
        raise NotFound(f"没有单位 {unit}", f"There is no organisation {unit}")
    page = {
        "unit": one,
        "world": found,
        "offices": offices_at(unit),
        "roles": role_names(found),
        "kinds": KINDS,
    }
    return render(request, "administration/organisation.html", page)
