"""Decision tables, to be read: each row with what follows, on which basis, and from when to when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.rules import selectors as rules
from jinlin.lib import clock
from jinlin.web.administration.entering import for_administrators


@require_safe
@for_administrators
def tables(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every decision table."""
    return render(request, "administration/tables.html", {"tables": rules.tables()})


@require_safe
@for_administrators
def one_table(request: HttpRequest, actor: Actor, pack: str, table: str) -> HttpResponse:
    """One decision table. A row that is not in force today says so."""
    found, today = rules.table(f"{pack}/{table}"), clock.today()
    page = {
        "table": found,
        "rows": [(one, one.in_force(today)) for one in found.rows],
        "register": (found.register_key or "").split("/"),
    }
    return render(request, "administration/table.html", page)
