"""A small made-up county for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinlin.kernel.registry import actions

AREAS = (
    {"code": "990101", "name": "近邻示范县", "parent": "", "level": "county"},
    {"code": "990101001", "name": "东街道", "parent": "990101", "level": "town"},
    {"code": "990101002", "name": "西街道", "parent": "990101", "level": "town"},
    {"code": "990101001001", "name": "一社区", "parent": "990101001", "level": "community"},
)
UNITS = (
    {"code": "CENTRE", "name": "指挥中心", "kind": "centre", "area": "990101"},
    {"code": "HOUSING", "name": "住建局", "kind": "department", "area": "990101"},
    {"code": "TOWN-1", "name": "东街道办", "kind": "town", "area": "990101001"},
)
PEOPLE = ({"username": "lin", "name": "林一"}, {"username": "chen", "name": "陈二"})
OFFICE = {"username": "lin", "role": "unit_officer", "organisation": "HOUSING"}


def county() -> None:
    """Install the county with its units and people."""
    actions.install_areas(AREAS)
    actions.install_organisations(UNITS)
    actions.install_people(PEOPLE)


def square(code: str, lon: float, lat: float, side: float = 0.01, **more: str) -> dict[str, Any]:
    """A cell of the grid with its south-west corner at this point."""
    ring = [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]
    properties = {"code": code, "name": f"网格{code[-1]}", "area": "990101001001", **more}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: Mapping[str, Any]) -> dict[str, Any]:
    """GeoJSON of these features."""
    return {"type": "FeatureCollection", "features": list(features)}


def country(towns: int, communities: int) -> Iterable[dict[str, str]]:
    """A county with `towns` towns of `communities` communities each."""
    yield {"code": "110000", "name": "大县", "parent": "", "level": "county"}
    for town in range(towns):
        code = f"110000{town:03}"
        yield {"code": code, "name": f"{town}镇", "parent": "110000", "level": "town"}
        for one in range(communities):
            yield {"code": f"{code}{one:03}", "name": f"{one}村", "parent": code, "level": "village"}
