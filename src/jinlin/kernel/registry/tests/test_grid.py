"""The service grid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.models import GridCell
from jinlin.kernel.registry.tests.samples import collection, county, square
from jinlin.lib import clock
from jinlin.lib.errors import BadInput

pytestmark = pytest.mark.django_db
ONE, TWO = "990101001001001", "990101001001002"


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    county()


def faults(*features: dict[str, Any]) -> list[tuple[int, str]]:
    with pytest.raises(BadInput) as refused:
        actions.install_grid(collection(*features))
    return [(one["row"], one["en"]) for one in refused.value.details["rows"]]


def cell_at(lon: float, lat: float) -> str | None:
    found = selectors.world().grid_cell_at(lon, lat)
    return found.code if found else None


def test_a_point_lies_in_its_cell_and_a_border_belongs_to_the_lower_code() -> None:
    actions.install_grid(collection(square(TWO, 120.01, 40.0), square(ONE, 120.0, 40.0)))
    assert cell_at(120.005, 40.005) == ONE
    assert cell_at(120.015, 40.005) == TWO
    assert cell_at(120.01, 40.005) == ONE
    assert cell_at(121.0, 40.0) is None


def test_without_a_grid_no_point_has_a_cell() -> None:
    assert cell_at(120.0, 40.0) is None


def test_a_cell_stands_until_the_end_of_its_last_day() -> None:
    actions.install_grid(
        collection(
            square(ONE, 120.0, 40.0, valid_from="2000-01-01", valid_to="2020-12-31"),
            square(TWO, 120.0, 40.0, valid_from="2021-01-01", valid_to=""),
        )
    )
    with clock.travel(datetime(2020, 12, 31, 23, tzinfo=clock.LOCAL)) as journey:
        assert cell_at(120.005, 40.005) == ONE
        journey.move(datetime(2021, 1, 1, tzinfo=clock.LOCAL))
        assert cell_at(120.005, 40.005) == TWO


def test_cells_may_touch_but_not_overlap() -> None:
    found = faults(square(ONE, 120.0, 40.0), square(TWO, 120.005, 40.0))
    assert [number for number, _ in found] == [1, 2]
    assert not GridCell.objects.exists()


def test_a_new_cell_may_not_overlap_one_that_stands() -> None:
    actions.install_grid(collection(square(ONE, 120.0, 40.0)))
    assert faults(square(TWO, 120.005, 40.0)) == [(1, f"{TWO} overlaps {ONE}")]


def test_every_fault_of_a_cell_is_told() -> None:
    crossed = square(TWO, 120.0, 40.0)
    crossed["geometry"]["coordinates"] = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]
    point = square(TWO, 120.0, 40.0) | {"geometry": {"type": "Point", "coordinates": [1, 1]}}
    nothing = square(TWO, 120.0, 40.0) | {"geometry": {"type": "Polygon", "coordinates": "x"}}
    metres = square(TWO, 500000.0, 40.0)
    found = faults(
        square("12", 120.0, 40.0), crossed, point, nothing, metres, square(TWO, 1.0, 1.0, area="77")
    )
    assert [number for number, _ in found] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("features", [None, "x", [None], [{"properties": None}]])
def test_what_is_no_collection_of_features_is_refused(features: Any) -> None:
    with pytest.raises(BadInput):
        actions.install_grid({"type": "FeatureCollection", "features": features})


def test_a_code_of_another_form_is_told_the_form() -> None:
    assert "15 digits" in faults(square("12", 120.0, 40.0))[0][1]


def test_a_grid_that_is_loaded_again_is_unchanged() -> None:
    actions.install_grid(collection(square(ONE, 120.0, 40.0)))
    again = actions.install_grid(collection(square(ONE, 120.0, 40.0)), dry_run=True)
    assert (again.made, again.unchanged) == ((), 1)
