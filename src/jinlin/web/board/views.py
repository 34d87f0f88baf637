"""The board: the centre's wall screen. It reads the figures anew by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.cases.selectors import Spread, Square, counts, spread
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.web.actor import staff
from jinlin.web.board.charts import trend
from jinlin.web.board.lines import cases_in, line_of, lines_by_area, lines_by_day, lines_by_unit, tiles
from jinlin.web.troubles import is_piece

IN_THE_TABLE = 20


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Today's figures by unit and area, cards, trends and the map, as a page or, with `wall`, as a screen on
    the wall; for htmx the figures alone."""
    world, actor = current_world(), staff(request)
    found = counts(actor, world)
    page = {
        "tiles": tiles(found),
        "by_unit": lines_by_unit(found, world),
        "by_area": lines_by_area(found, world),
        "days": lines_by_day(found),
        "at": clock.now(),
        "trend": trend(found.days),
        **_on_the_map(spread(found.cells), world),
    }
    return render(request, _template(request), page)


def _template(request: HttpRequest) -> str:
    room = "wall" if "wall" in request.GET else "board"
    return f"board/{room}_figures.html" if is_piece(request) else f"board/{room}.html"


def _on_the_map(found: Spread, world: World) -> dict[str, Any]:
    return {
        "spread": found,
        "fullest": [line_of(one, world) for one in found.squares[:IN_THE_TABLE]],
        "squares": {"type": "FeatureCollection", "features": [_feature(one) for one in found.squares]},
    }


def _feature(one: Square) -> dict[str, Any]:
    (west, south, east, north), standing = one.box, one.standing
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [(west + east) / 2, (south + north) / 2]},
        "properties": {
            "n": standing.open,
            "card": 2 if standing.red else 1 if standing.yellow else 0,
            "address": cases_in(one),
        },
    }
