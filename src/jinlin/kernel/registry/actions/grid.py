"""Installing the service grid from GeoJSON (RFC 7946, WGS-84)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely  # type: ignore[import-untyped]  # shapely brings no types

from jinlin.kernel.registry.actions.changes import Changes, Kind, by_key, put
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actions.sheet import Form, Line, Sheet
from jinlin.kernel.registry.actions.spans import ALWAYS, last_day
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Area, GridCell
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

# Fifteen digits since GB/T 30428.1; CJ/T 213-2005 had fourteen, and such grids are still in use.
CODE = Form(
    r"[0-9]{14,15}",
    "15位数字（GB/T 30428.1）或14位数字（CJ/T 213）",
    "15 digits (GB/T 30428.1) or 14 (CJ/T 213)",
)
_KIND = Kind("cell", "registry/grid", ("code",), ("name", "area", "polygon", "valid_from", "valid_to"))
_WHAT = Words(zh="网格", en="Grid cells")
_SLIVER = 1e-10  # square degrees, about one square metre: neighbours drawn by hand never meet exactly


def install_grid(collection: Mapping[str, Any], *, actor: Actor = SYSTEM, dry_run: bool = False) -> Changes:
    """Add or change cells: a FeatureCollection of polygons with the properties code, name, area
    (valid_from, valid_to). Feature n is told as row n. Cells may not overlap: BadInput lists every fault.
    """
    may_change_registry(actor).require()
    features = _features(collection)
    sheet = Sheet(
        _WHAT,
        [_cells(one) for one in features],
        ("code", "name", "area"),
        ("valid_from", "valid_to"),
        first=1,
    )
    with changing():
        stored = by_key(_KIND, GridCell.objects.all())
        areas = frozenset(Area.objects.values_list("code", flat=True))
        wanted = [
            (line, _read(line, feature.get("geometry"), areas))
            for line, feature in zip(sheet, features, strict=True)
        ]
        sheet.refuse_faults()
        _check_overlaps(wanted, stored)
        sheet.refuse_faults()
        return put(_KIND, [cell for _, cell in wanted], stored, actor, dry_run=dry_run)


def _features(collection: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    features = collection.get("features")
    if not isinstance(features, list) or not all(isinstance(one, Mapping) for one in features):
        raise BadInput(
            "网格文件应为 GeoJSON 的 FeatureCollection。", "A grid comes as a GeoJSON FeatureCollection."
        )
    return features


def _cells(feature: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a feature; GeoJSON writes null for what is not there."""
    properties = feature.get("properties")
    found = properties if isinstance(properties, Mapping) else {}
    return {name: value for name, value in found.items() if value is not None}


def _read(line: Line, geometry: Any, areas: frozenset[str]) -> GridCell:
    _check_polygon(line, geometry)
    first = line.day("valid_from") or ALWAYS
    return GridCell(
        code=line.code("code", CODE),
        name=line.name("name", 80),
        area=line.known("area", areas),
        polygon=geometry,
        valid_from=first,
        valid_to=last_day(line, first),
    )


def _check_polygon(line: Line, geometry: Any) -> None:
    try:
        shape = shapely.from_geojson(canonical(geometry))
    except shapely.GEOSException as error:
        line.fault(f"图形不是 GeoJSON：{error}", f"the geometry is no GeoJSON: {error}")
        return
    if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"} or not shape.is_valid:
        line.fault(
            "图形应为闭合且不自交的面", "the geometry must be a closed polygon that does not cross itself"
        )
    elif not shapely.box(-180, -90, 180, 90).covers(shape):
        line.fault("坐标应为经度、纬度（度）", "the coordinates must be longitude and latitude in degrees")


def _check_overlaps(wanted: list[tuple[Line, GridCell]], stored: Mapping[Any, GridCell]) -> None:
    """Every place has one cell. Only the cells of this file are looked at, against all others."""
    lines = {cell.code: line for line, cell in wanted}
    cells = [*{**{one.code: one for one in stored.values()}, **{one.code: one for _, one in wanted}}.values()]
    shapes = shapely.from_geojson([canonical(cell.polygon) for cell in cells])
    tree = shapely.STRtree(shapes)
    for one, other in zip(*tree.query(shapes, predicate="intersects"), strict=True):
        line = lines.get(cells[one].code)
        if one != other and line and _meet(cells[one], cells[other]) and _share(shapes[one], shapes[other]):
            line.fault(
                f"{cells[one].code} 与 {cells[other].code} 重叠",
                f"{cells[one].code} overlaps {cells[other].code}",
            )


def _meet(one: GridCell, other: GridCell) -> bool:
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)


def _share(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    return bool(one.intersection(other).area > _SLIVER)
