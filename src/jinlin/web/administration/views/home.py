"""The first page: where things are, and what was changed last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.journal.selectors import latest_together
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import names_of, register_heads, world
from jinlin.web.account import told
from jinlin.web.administration.entering import for_administrators

STREAMS = tuple(
    f"registry/{one}"
    for one in ("areas", "organisations", "people", "offices", "registers", "calendar", "grid")
)
SHOWN = 20


@require_safe
@for_administrators
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tables, and the last changes of them all."""
    events = latest_together([*STREAMS, "rules/tables"], SHOWN)
    names = names_of(one.actor for one in events)
    lines = [one._replace(actor=names.get(one.actor, one.actor)) for one in told.of_account(events)]
    found = world()
    page = {
        "lines": lines,
        "area_count": len(found.area_versions()),
        "unit_count": len(found.organisations()),
        "own_registers": sum(one.source == "city" for one in register_heads()),
        "register_count": len(found.register_keys()),
        "year": max(found.calendar.tables, default=None),
    }
    return render(request, "administration/home.html", page)
