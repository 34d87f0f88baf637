"""The card wall: which cards stand, for how long, and what waits for the centre."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.cases.selectors import Filters, standing_cards, work_of
from jinlin.kernel.registry import selectors as registry
from jinlin.web.desk.rows import row_of
from jinlin.web.desk.views.lists import bounded
from jinlin.web.desk.who import officer
from jinlin.web.values import unit_name

MOST = 200


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Standing cards of open cases by unit, the unit with the most first; requests that wait besides."""
    actor, world = officer(request), registry.world()
    carded = work_of(actor, Filters(carded=True), turn="any", limit=MOST, world=world)
    standing = sorted(standing_cards(carded.rows), key=lambda one: (one.unit, one.since))
    walls = [
        (unit_name(unit, world), unit, [(one, row_of(one.of, world)) for one in found])
        for unit, found in groupby(standing, key=lambda one: one.unit)
    ]
    requests = work_of(actor, Filters(desk="requests"), turn="any", limit=10, world=world)
    return render(
        request,
        "desk/cards.html",
        {
            "walls": sorted(walls, key=lambda wall: -len(wall[2])),
            "count": len(standing),
            "more": carded.next is not None,
            "requests": [row_of(one, world) for one in requests.rows],
            "requested": bounded(requests.count),
        },
    )
