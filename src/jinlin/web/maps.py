"""Maps: what the browser is told to draw. Everything is WGS-84, which CGCS2000 and so 天地图 equal here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import shapely  # type: ignore[import-untyped]  # shapely brings no types
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.grid import GridCellInfo
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World

CELL_RANK = 9  # below every area: cells are named last, and where there is room
CHINA = (73.5, 18.0, 135.1, 53.6)  # degrees: west, south, east, north
PAPER = {"id": "paper", "type": "background"}  # its colour is that of the theme: frontend/src/map.js


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
    """The cells of the service grid as GeoJSON, and the names of cells and areas at a point within each."""
    world = current_world()
    body = _drawn(world.revision, world)
    return HttpResponse(body, content_type="application/geo+json", headers={"Cache-Control": "max-age=300"})


@lru_cache(maxsize=1)
def _drawn(revision: int, world: World) -> str:
    """Made once for each revision of the registry."""
    cells = world.grid_cells()
    shapes = [shapely.from_geojson(one.polygon) for one in cells]
    features = [
        _feature(json.loads(one.polygon), code=one.code, name=one.name, area=one.area) for one in cells
    ]
    features += [
        _feature(_point_in([shape]), code=one.code, name=one.name, rank=CELL_RANK)
        for one, shape in zip(cells, shapes, strict=True)
    ]
    features += _names(cells, shapes, world)
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _names(
    cells: Sequence[GridCellInfo], shapes: Sequence[shapely.Geometry], world: World
) -> Iterator[dict[str, Any]]:
    """The name of each area that has cells within it; `rank` is how far down the tree it stands. The topmost
    holds the whole map and is not named."""
    within: dict[str, list[shapely.Geometry]] = {}
    for cell, shape in zip(cells, shapes, strict=True):
        for code in world.line(cell.area):
            within.setdefault(code, []).append(shape)
    for code, parts in within.items():
        rank = len(world.line(code)) - 1
        if rank and (area := world.area(code)):
            yield _feature(_point_in(parts), code=code, name=area.name, rank=rank)


def _point_in(parts: Sequence[shapely.Geometry]) -> Any:
    """A point within the parts, near their middle: where a name is written."""
    whole = shapely.union_all(parts)
    middle = whole.centroid
    return json.loads(shapely.to_geojson(middle if whole.covers(middle) else whole.representative_point()))


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


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
