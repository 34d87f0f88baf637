"""The list of areas in a form stays one that can be read, and a page that can be sent."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from jinlin.kernel.registry.area_tree import AreaInfo
from jinlin.kernel.registry.world import World
from jinlin.web.forms.fields import area_options


class Divisions:
    """A tree in which every area but those of the lowest level has so many below it."""

    def __init__(self, *sizes: int) -> None:
        self.sizes = sizes

    def children(self, code: str) -> list[AreaInfo]:
        depth = len(code) // 3
        names = [f"{code}{n:03}" for n in range(self.sizes[depth])] if depth < len(self.sizes) else []
        return [AreaInfo(one, one, code, "", date(1949, 10, 1), None, "") for one in names]


@pytest.mark.parametrize(
    ("sizes", "offered"),
    [((1, 20, 15), 1 + 20 + 300), ((1, 14, 7, 15, 11), 1 + 14 + 98), ((2000,), 2000)],
)
def test_a_county_is_offered_whole_and_a_province_down_to_its_counties(
    sizes: tuple[int, ...], offered: int
) -> None:
    assert len(list(area_options(cast("World", Divisions(*sizes))))) == offered
