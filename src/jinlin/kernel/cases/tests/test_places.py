"""Where a case is: the grid cell tells the area."""

from __future__ import annotations

from typing import Any

import pytest

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import COUNTY, RESIDENT
from jinlin.kernel.registry.actions import install_grid
from jinlin.lib.errors import BadInput
from jinlin.lib.geodesy import Point, to_gcj02

CODE = "990101001001001"
CORNERS = [[120.0, 40.0], [120.1, 40.0], [120.1, 40.1], [120.0, 40.1], [120.0, 40.0]]


def put_grid() -> None:
    cell = {
        "type": "Feature",
        "properties": {"code": CODE, "name": "First cell", "area": COUNTY},
        "geometry": {"type": "Polygon", "coordinates": [CORNERS]},
    }
    install_grid({"type": "FeatureCollection", "features": [cell]})


def opened_at(place: dict[str, Any]) -> Case:
    return open_case("town/report", {"subject": "A hole", "place": place}, RESIDENT).case


@pytest.mark.usefixtures("monday")
class TestAPlace:
    def test_in_a_grid_cell_gives_the_case_its_area(self) -> None:
        put_grid()
        case = opened_at({"x": 120.05, "y": 40.05, "crs": "WGS-84"})
        assert (case.grid_cell, case.area) == (CODE, COUNTY)

    def test_from_a_chinese_map_is_converted_once_and_kept_as_it_came(self) -> None:
        put_grid()
        shifted = to_gcj02(Point(x=120.05, y=40.05, crs="WGS-84"))
        case = opened_at({"x": shifted.x, "y": shifted.y, "crs": "GCJ-02"})
        assert case.lon == pytest.approx(120.05, abs=1e-9)
        assert case.facts["place"]["crs"] == "GCJ-02"

    def test_outside_the_grid_is_refused_and_the_field_is_named(self) -> None:
        put_grid()
        with pytest.raises(BadInput) as refused:
            opened_at({"x": 116.4, "y": 39.9, "crs": "WGS-84"})
        assert set(refused.value.details["fields"]) == {"place"}

    @pytest.mark.parametrize("place", [{"x": 1}, {"x": 999, "y": 1, "crs": "WGS-84"}, "here", [1, 2],
                                       {"x": 120.05, "y": 40.05, "crs": "BD-09"},
                                       {"x": float("nan"), "y": 40.05, "crs": "WGS-84"}])  # fmt: skip
    def test_that_is_none_is_refused(self, place: Any) -> None:
        with pytest.raises(BadInput):
            opened_at(place)
