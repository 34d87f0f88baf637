"""The columns that every case has, from the answers that its definition names for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinlin.kernel.cases.definition import AREA
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.work import Work
from jinlin.lib.errors import BadInput
from jinlin.lib.geodesy import Point, to_wgs84


def place(work: Work, draft: Draft, values: Mapping[str, Any]) -> None:
    """Category, place and area of the case, as far as these answers tell them: at opening, and whenever a
    later step or its effects correct them. BadInput for a place outside of every cell."""
    case, definition = draft.case, draft.definition
    if definition.classified_by and definition.classified_by in values:
        case.category = values[definition.classified_by]
    point = values.get(definition.placed_by or "")
    if point:
        _pin(work, draft, point)
    case.area = values.get(AREA) or case.area


def _pin(work: Work, draft: Draft, value: Mapping[str, Any]) -> None:
    """The grid cell tells the area. A point outside every cell is a slip of the hand, or somebody else's."""
    point = to_wgs84(Point.model_validate(value))
    draft.case.lon, draft.case.lat = point.x, point.y
    cell = work.world.grid_cell_at(point.x, point.y)
    if cell:
        draft.case.grid_cell, draft.case.area = cell.code, cell.area
    elif work.world.has_grid:
        name = draft.definition.placed_by or ""
        sentence = {"zh": "该位置不在本辖区内", "en": "this place is outside the area that is served here"}
        raise BadInput(
            "位置不在本辖区内，请在地图上重新选点",
            "The place is outside the area that is served here; pick it on the map again",
            fields={name: sentence},
        )
