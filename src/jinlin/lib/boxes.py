"""Boxes on the map, in degrees of WGS-84."""

from __future__ import annotations

from math import ceil, cos, degrees, floor, radians
from typing import NamedTuple

from jinlin.lib.errors import BadInput
from jinlin.lib.geodesy import MEAN_RADIUS, Point, to_wgs84

_NEAR_THE_POLE = 0.01  # the cosine below which a box is as wide as it need be
_BELOW_ROUNDING = 3  # decimals more than those asked for: whether a product of floats is a whole number


class Box(NamedTuple):
    """All places from `west` to `east` and from `south` to `north`, the edges among them. No box crosses
    the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def of_rounded(self, decimals: int) -> Box:
        """The box that holds just the places which, rounded to so many decimals, lie in this one.

        Whoever asks about rounded places must not learn more by asking about small boxes.
        """
        west, east = _edges(self.west, self.east, decimals)
        south, north = _edges(self.south, self.north, decimals)
        return Box(west, south, east, north)


def around(point: Point, metres: float) -> Box:
    """The box of all places that are at most so far from the point to the east, west, north or south."""
    at = to_wgs84(point)
    north = degrees(metres / MEAN_RADIUS)
    east = north / max(cos(radians(at.y)), _NEAR_THE_POLE)
    return Box(
        max(at.x - east, -180.0), max(at.y - north, -90.0), min(at.x + east, 180.0), min(at.y + north, 90.0)
    )


def read_box(text: str) -> Box:
    """`west,south,east,north` (RFC 7946, section 5), or BadInput."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise _bad_box() from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _bad_box()
    return Box(west, south, east, north)


def _edges(low: float, high: float, decimals: int) -> tuple[float, float]:
    scale = 10**decimals
    first, last = (round(edge * scale, _BELOW_ROUNDING) for edge in (low, high))
    return (ceil(first) - 0.5) / scale, (floor(last) + 0.5) / scale


def _bad_box() -> BadInput:
    return BadInput(
        "bbox 应为 西,南,东,北 四个数（WGS-84 度，东不小于西、北不小于南）",
        "bbox must be four numbers: west,south,east,north in degrees of WGS-84, "
        "east not below west and north not below south",
    )
