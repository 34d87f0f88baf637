"""The board: the centre's wall screen. It reads the figures anew by itself."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jinlin.kernel.cases.selectors import Filters, Listed, counts, list_cases
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import clock
from jinlin.web.actor import staff
from jinlin.web.board.charts import trend
from jinlin.web.board.lines import lines_by_area, lines_by_unit, tiles
from jinlin.web.troubles import is_piece

MOST_ON_THE_MAP = 200


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Today's figures by unit and area, cards, trends and the map; for htmx the figures alone."""
    world = current_world()
    found = counts(staff(request), world)
    page = {
        "tiles": tiles(found),
        "by_unit": lines_by_unit(found, world),
        "by_area": lines_by_area(found, world),
        "days": found.days,
        "at": clock.now(),
        "board_cases": reverse("board_cases"),
        "trend": trend(found.days),
        "wall": "wall" in request.GET,
    }
    return render(request, "board/figures.html" if is_piece(request) else "board/board.html", page)


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The newest open cases that have a place, as GeoJSON for the board's map."""
    page = list_cases(staff(request), Filters(is_open=True), limit=MOST_ON_THE_MAP)
    features = [_feature(one) for one in page.rows if one.case.lon is not None]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/geo+json", headers={"Cache-Control": "no-store"})


def _feature(one: Listed) -> dict[str, Any]:
    case = one.case
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [case.lon, case.lat]},
        "properties": {"number": case.number, "card": case.card, "address": f"/desk/cases/{case.number}"},
    }
