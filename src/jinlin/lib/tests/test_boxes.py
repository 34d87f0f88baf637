"""Boxes on the map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.boxes import Box, read_box
from jinlin.lib.errors import BadInput

DEGREES = st.integers(-900_000, 900_000)


@given(DEGREES, DEGREES, DEGREES, st.integers(1, 6))
def test_a_box_of_rounded_places_holds_those_that_round_into_it(
    place: int, edge: int, other: int, decimals: int
) -> None:
    """The place has one decimal more than it is rounded to, and is not just between two."""
    exact = (place * 10 + 3) / 10 ** (decimals + 1)
    low, high = sorted((edge / 10**decimals, other / 10**decimals))
    west, south, east, north = Box(low, low, high, high).of_rounded(decimals)
    is_inside = low <= round(exact, decimals) <= high
    assert (west <= exact <= east) == is_inside
    assert (south <= exact <= north) == is_inside


def test_a_box_is_read_as_geojson_writes_it() -> None:
    assert read_box("120.1,40,121,41.5") == Box(120.1, 40.0, 121.0, 41.5)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "2,1,1,2", "nan,0,1,1", "0,0,inf,1", "-181,0,0,1", "0,0,1,91"],
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_box(text)
