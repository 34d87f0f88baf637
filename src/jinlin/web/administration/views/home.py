"""The first page: where things are, and what was changed last."""

from __future__ import annotations

from collections.abc import Mapping

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
    for one in ("areas", "organisations", "people", "offices", "shifts", "registers", "calendar", "grid")
)
SHOWN = 20


@require_safe
@for_administrators
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tables, and the last changes of them all."""
    lines = told.of_account(latest_together([*STREAMS, "rules/tables"], SHOWN))
    names = names_of(label for one in lines for label in (one.actor, one.subject))
    found = world()
    page = {
        "lines": [_named(one, names) for one in lines],
        "area_count": len(found.area_versions()),
        "unit_count": len(found.organisations()),
        "own_registers": sum(one.source == "city" for one in register_heads()),
        "register_count": len(found.register_keys()),
        "year": max(found.calendar.tables, default=None),
    }
    return render(request, "administration/home.html", page)


def _named(line: told.Line, names: Mapping[str, str]) -> told.Line:
    """The line with people's names in the place of their numbers."""
    return line._replace(
        actor=names.get(line.actor, line.actor), subject=names.get(line.subject, line.subject)
    )
