"""Maps: what the browser is told to draw. Everything is WGS-84, which CGCS2000 and so 天地图 equal here."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import shapely  # type: ignore[import-untyped]  # shapely brings no types
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World

CHINA = (73.5, 18.0, 135.1, 53.6)  # degrees: west, south, east, north
PAPER = {"id": "paper", "type": "background", "paint": {"background-color": "#edf0ec"}}


def config(**more: Any) -> dict[str, Any]:
    """What `frontend/src/map.js` reads: the style, where to look, the areas, and what a page adds."""
    return {"style": _style(), "bounds": bounds(current_world()), "areas": "/map/areas.geojson", **more}


def tile_host() -> str:
    """The origin of the city's tiles for the content policy, after a blank; nothing where there are none."""
    parts = urlsplit(settings.JINLIN_MAP_TILES)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


def bounds(world: World) -> tuple[float, float, float, float]:
    """West, south, east, north of the service grid; the whole country where there is none."""
    return _bounds(world.revision, tuple(one.polygon for one in world.grid_cells()))


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The cells of the service grid, as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": one.code, "name": one.name, "area": one.area},
            "geometry": json.loads(one.polygon),
        }
        for one in current_world().grid_cells()
    ]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/geo+json", headers={"Cache-Control": "max-age=300"})


@lru_cache(maxsize=1)
def _bounds(revision: int, polygons: tuple[str, ...]) -> tuple[float, float, float, float]:
    if not polygons:
        return CHINA
    west, south, east, north = shapely.total_bounds(shapely.from_geojson(polygons))
    return float(west), float(south), float(east), float(north)


def _style() -> dict[str, Any]:
    """Plain paper, and the city's own tiles on it where JINLIN_MAP_TILES names them."""
    if not settings.JINLIN_MAP_TILES:
        return {"version": 8, "sources": {}, "layers": [PAPER]}
    tiles = {"type": "raster", "tiles": [settings.JINLIN_MAP_TILES], "tileSize": 256}
    return {
        "version": 8,
        "sources": {"tiles": tiles},
        "layers": [PAPER, {"id": "tiles", "type": "raster", "source": "tiles"}],
    }
