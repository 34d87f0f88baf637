"""The service grid (GB/T 30428.1): which cell holds a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import shapely  # type: ignore[import-untyped]  # shapely brings no types


@dataclass(frozen=True, slots=True)
class GridCellInfo:
    """A cell of the grid; `polygon` is a GeoJSON geometry in WGS-84."""

    code: str
    name: str
    area: str
    polygon: str
    valid_from: date
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the cell stands on `day`; the last day counts."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Grid:
    """All cells in a tree, so that a point costs the same among ten cells and ten thousand. The tree is made
    for the first point that is asked for."""

    def __init__(self, cells: Iterable[GridCellInfo]) -> None:
        self.cells = sorted(cells, key=lambda cell: cell.code)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.from_geojson([cell.polygon for cell in self.cells]))

    def at(self, lon: float, lat: float, day: date) -> GridCellInfo | None:
        """The cell that holds the point on `day`. A point on a border belongs to the lower code."""
        hits = sorted(self._tree.query(shapely.Point(lon, lat), predicate="intersects"))
        return next((self.cells[hit] for hit in hits if self.cells[hit].valid_on(day)), None)
