from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from jinlin.lib.geodesy import EAST, NORTH, SOUTH, WEST, Point, distance_m, to_gcj02, to_wgs84

# googollee/eviltransform, go/transform_test.go at 1643645a2a2f (MIT): WGS-84 and GCJ-02, longitude first.
EVILTRANSFORM = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),  # Shanghai
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),  # Shenzhen
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),  # Beijing
]
XIAMEN = ((118.0894, 24.4798), (118.0943771, 24.4771532))

in_china = st.builds(
    Point,
    x=st.floats(WEST, EAST),
    y=st.floats(SOUTH, NORTH),
    crs=st.just("WGS-84"),
)


def wgs(x: float, y: float) -> Point:
    return Point(x=x, y=y, crs="WGS-84", source="survey", accuracy_m=3.0)


@pytest.mark.parametrize(("gps", "shifted"), EVILTRANSFORM)
def test_the_published_vectors_come_out(gps: tuple[float, float], shifted: tuple[float, float]) -> None:
    there = to_gcj02(wgs(*gps))
    assert (there.x, there.y) == pytest.approx(shifted, abs=1e-12)
    back = to_wgs84(Point(x=shifted[0], y=shifted[1], crs="GCJ-02"))
    assert distance_m(back, wgs(*gps)) < 1e-6


def test_xiamen_lies_583_metres_off() -> None:
    gps, shifted = XIAMEN
    there = to_gcj02(wgs(*gps))
    assert (there.x, there.y) == pytest.approx(shifted, abs=1e-7)
    assert distance_m(wgs(*gps), wgs(there.x, there.y)) == pytest.approx(583, abs=1)


@given(in_china)
def test_there_and_back_again_is_the_same_place_to_a_micrometre(point: Point) -> None:
    assert distance_m(to_wgs84(to_gcj02(point)), point) < 1e-6


@pytest.mark.parametrize("x", [WEST, EAST])
@pytest.mark.parametrize("y", [SOUTH, NORTH])
def test_the_corners_of_the_china_box_come_back_too(x: float, y: float) -> None:
    assert distance_m(to_wgs84(to_gcj02(wgs(x, y))), wgs(x, y)) < 1e-6


@given(in_china)
def test_nothing_is_converted_twice(point: Point) -> None:
    there = to_gcj02(point)
    assert to_gcj02(there) is there
    assert to_wgs84(point) is point
    assert there.crs == "GCJ-02"


@pytest.mark.parametrize(
    ("x", "y"), [(139.69, 35.69), (-0.13, 51.5), (180, 90), (-180, -90), (103.8, 0.5), (71.9, 40)]
)
def test_outside_the_china_box_the_two_systems_are_one(x: float, y: float) -> None:
    there = to_gcj02(wgs(x, y))
    assert (there.x, there.y, there.crs) == (x, y, "GCJ-02")
    assert to_wgs84(there) == wgs(x, y)


def test_a_converted_point_keeps_its_source_and_accuracy() -> None:
    there = to_gcj02(wgs(*XIAMEN[0]))
    assert (there.source, there.accuracy_m) == ("survey", 3.0)


def test_distances_are_measured_in_one_system() -> None:
    place = wgs(*XIAMEN[0])
    assert distance_m(place, to_gcj02(place)) < 1e-6
    assert distance_m(wgs(0, 0), wgs(180, 0)) == pytest.approx(20_015_115, abs=1)  # half the equator
    assert distance_m(wgs(120, 40), wgs(120, 41)) == pytest.approx(111_195, abs=1)  # a degree of latitude


@pytest.mark.parametrize(
    "bad", [{"x": 181}, {"y": -91}, {"x": nan}, {"y": inf}, {"crs": "BD-09"}, {"z": 1}, {"x": "a"}]
)
def test_what_is_no_point_on_the_earth_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Point.model_validate({"x": 118.0, "y": 24.0, "crs": "WGS-84", **bad})
