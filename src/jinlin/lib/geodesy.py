"""Points on the earth, in WGS-84 and in GCJ-02, the shifted datum that Chinese map services use.

A point carries its coordinate system, so that nothing is converted twice. CGCS2000 equals WGS-84 at this
precision. The shift is the published approximation on the Krasovsky ellipsoid, as in `coordtransform`
and `eviltransform` (both MIT); it holds in the China box and is nothing outside.
"""

from __future__ import annotations

from math import asin, cos, hypot, pi, radians, sin, sqrt
from typing import Literal

from pydantic import Field

from jinlin.lib.words import Frozen

SEMI_MAJOR_AXIS = 6378245.0  # metres, Krasovsky 1940
ECCENTRICITY_SQUARED = 0.00669342162296594323
MEAN_RADIUS = 6371008.8  # metres, IUGG
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271  # the China box, degrees
_CLOSE_ENOUGH = 1e-12  # degrees: a tenth of a micrometre
_AT_THE_EDGE = 1e-9  # degrees
_WIDEST_SHIFT = 0.1  # degrees
_MOST_STEPS = 30

Degrees = tuple[float, float]


class Point(Frozen):
    """A place: `x` longitude, `y` latitude in degrees of the system `crs`, known to `accuracy_m` metres."""

    x: float = Field(ge=-180, le=180, allow_inf_nan=False)
    y: float = Field(ge=-90, le=90, allow_inf_nan=False)
    crs: Literal["WGS-84", "GCJ-02"]
    source: str = Field(default="", max_length=80)
    accuracy_m: float | None = Field(default=None, ge=0, allow_inf_nan=False)


def to_gcj02(point: Point) -> Point:
    """The same place in GCJ-02; a point that is in it already stays as it is."""
    if point.crs == "GCJ-02":
        return point
    x, y = point.x, point.y
    if _in_box(x, y):
        east, north = _shift(x, y)
        x, y = x + east, y + north
    return point.model_copy(update={"x": x, "y": y, "crs": "GCJ-02"})


def to_wgs84(point: Point) -> Point:
    """The same place in WGS-84, to 1e-6 m; a point that is in it already stays as it is.

    Within a kilometre of the edge of the China box GCJ-02 has two readings; the one inside is taken.
    """
    if point.crs == "WGS-84":
        return point
    x, y = point.x, point.y
    if _in_box(x, y, _WIDEST_SHIFT):
        inside = _unshift(x, y)
        if _in_box(*inside, _AT_THE_EDGE):
            x, y = inside
    return point.model_copy(update={"x": x, "y": y, "crs": "WGS-84"})


def distance_m(one: Point, other: Point) -> float:
    """Metres between two places on a sphere of the earth's mean radius, right to half a percent."""
    a, b = to_wgs84(one), to_wgs84(other)
    half_y, half_x = radians(b.y - a.y) / 2, radians(b.x - a.x) / 2
    chord = sin(half_y) ** 2 + cos(radians(a.y)) * cos(radians(b.y)) * sin(half_x) ** 2
    return 2 * MEAN_RADIUS * asin(min(1.0, sqrt(chord)))


def _in_box(x: float, y: float, margin: float = 0.0) -> bool:
    return WEST - margin <= x <= EAST + margin and SOUTH - margin <= y <= NORTH + margin


def _unshift(x: float, y: float) -> Degrees:
    """Fixed-point iteration: the shift changes by less than a thousandth of the way moved."""
    at_x, at_y = x, y
    for _ in range(_MOST_STEPS):
        east, north = _shift(at_x, at_y)
        step = hypot(x - east - at_x, y - north - at_y)
        at_x, at_y = x - east, y - north
        if step < _CLOSE_ENOUGH:
            break
    return at_x, at_y


def _shift(x: float, y: float) -> Degrees:
    """By how many degrees GCJ-02 lies east and north of the WGS-84 point."""
    east, north = _metres(x - 105.0, y - 35.0)
    latitude = radians(y)
    bend = 1 - ECCENTRICITY_SQUARED * sin(latitude) ** 2
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / bend**1.5
    parallel = SEMI_MAJOR_AXIS / sqrt(bend) * cos(latitude)
    return east * 180.0 / (parallel * pi), north * 180.0 / (meridian * pi)


def _metres(x: float, y: float) -> Degrees:
    """The published series, in metres, of the distance in degrees from 105° E, 35° N."""
    ripple = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripple
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + ripple
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    return east, north
