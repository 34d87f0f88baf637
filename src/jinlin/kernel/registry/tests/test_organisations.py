"""Installing organisations."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.models import Organisation
from jinlin.kernel.registry.tests.samples import AREAS, UNITS
from jinlin.lib import clock, lists
from jinlin.lib.errors import BadInput
from jinlin.lib.lists.tests.books import book, row, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    actions.install_areas(AREAS)


def unit(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": "某局", "kind": "department", "area": "990101", **more}


def faults(*rows: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        actions.install_organisations(rows)
    assert not Organisation.objects.exists()
    return [one["en"] for one in refused.value.details["rows"]]


def test_installed_organisations_are_known_by_code() -> None:
    actions.install_organisations(UNITS)
    world = selectors.world()
    found = world.organisation("HOUSING")
    assert found is not None
    assert (found.name, found.kind, found.area) == ("住建局", "department", "990101")
    assert [one.code for one in world.organisations()] == ["CENTRE", "HOUSING", "TOWN-1"]
    assert len(history("registry/organisations")) == len(UNITS)


def test_a_unit_that_has_ended_is_named_still_but_offered_no_more() -> None:
    actions.install_organisations([unit("OLD", valid_from="2000-01-01", valid_to="2020-12-31")])
    world = selectors.world()
    with clock.travel(datetime(2020, 12, 31, 23, 59, tzinfo=clock.LOCAL)) as journey:
        assert [one.code for one in world.organisations()] == ["OLD"]
        journey.move(datetime(2021, 1, 1, tzinfo=clock.LOCAL))
        assert world.organisations() == ()
    assert world.organisation("OLD") is not None


def test_every_fault_of_a_unit_is_told() -> None:
    found = faults(
        unit("A", area="12"), unit("B", parent="NONE"), unit("中"), unit("C", uscc="91350100M000100Y44")
    )
    assert len(found) == 4
    assert "check character" in found[3]


def test_units_may_not_stand_above_each_other_in_a_circle() -> None:
    assert any("circle" in one for one in faults(unit("A", parent="B"), unit("B", parent="A")))


def test_a_unit_may_not_stand_in_the_file_twice() -> None:
    assert faults(unit("A"), unit("A")) == ["A stands in the file twice"]


def test_a_kind_is_one_of_a_list_in_code_or_in_words() -> None:
    actions.install_organisations([unit("A", kind="人民法院"), unit("B", kind="court")])
    found = [one.kind for one in selectors.world().organisations()]
    assert found == ["court", "court"]


def test_a_kind_that_is_on_no_list_is_refused_with_those_that_are() -> None:
    assert "department" in faults(unit("A", kind="volcano"))[0]


def test_a_code_that_lost_its_zeros_is_no_new_unit() -> None:
    actions.install_organisations([unit("007")])
    with pytest.raises(BadInput, match="7 is 007 without the zeros"):
        actions.install_organisations([unit("7")])


def test_the_row_that_is_told_is_that_of_the_file() -> None:
    listing = list(lists.read(BytesIO("code,name,kind,area\n\nA,某局,volcano,990101\n".encode())))
    with pytest.raises(BadInput) as refused:
        actions.install_organisations(listing)
    assert [one["row"] for one in refused.value.details["rows"]] == [3]


def test_a_cell_that_cannot_be_read_is_told_once_with_its_reason() -> None:
    file = book(row(*map(text, ("code", "name", "kind", "area"))), row(
        text("A"), '<c t="e"><v>#N/A</v></c>', text("court"), text("990101"),
    ))  # fmt: skip
    assert faults(*lists.read(file)) == ["name: This cell holds the error #N/A"]
