"""What is refused later is refused at the door, and what was answered wrongly there is put right."""

from __future__ import annotations

from typing import Any

import pytest

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.test_places import CODE, put_grid
from jinlin.kernel.cases.tests.test_silence import action, installed, state
from jinlin.kernel.cases.tests.town import CLERK, COUNTY, RESIDENT, words
from jinlin.kernel.journal.checks import verify
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotMet

NEXT_TOWN = "990102"
AREA = {"type": "area", "name": words("Area")}
KIND = {"type": "code", "register": "kinds", "name": words("Kind")}
PLACE = {"type": "point", "name": words("Place")}
NEEDS = [{"when": "kind.code != 'water'", "else": words("Water is not taken here")}]


def put_up(asked_again: dict[str, Any], **more: Any) -> None:
    correct = action("waiting", None, "clerk", asks=asked_again)
    asks = {"kind": KIND, "area": AREA, "place": PLACE}
    columns = {"classified_by": "kind", "placed_by": "place"}
    installed("matter", {"waiting": state()}, {"correct": correct}, asks=asks, **columns, **more)


def corrected(before: dict[str, Any], after: dict[str, Any]) -> Case:
    number = open_case("town/matter", before, CLERK).case.number
    take(number, "correct", after, CLERK)
    assert not verify().faults
    return Case.objects.get(number=number)


@pytest.mark.usefixtures("monday")
class TestTheDoor:
    def test_refuses_what_would_be_refused_later_and_says_so_at_the_field(self) -> None:
        put_up({}, needs=NEEDS)
        with pytest.raises(BadInput) as refused:
            open_case("town/matter", {"kind": "water"}, RESIDENT)
        assert refused.value.details["fields"] == {"kind": words("Water is not taken here")}

    def test_lets_in_what_fits(self) -> None:
        put_up({}, needs=NEEDS)
        assert open_case("town/matter", {"kind": "flood"}, RESIDENT).case.category == "flood"

    def test_is_not_asked_of_a_case_that_another_opens(self) -> None:
        put_up({}, needs=NEEDS)
        helps = action(
            "waiting",
            None,
            "clerk",
            does=[{"open_cases": {"type": "matter", "answers": {"kind": "'water'"}}}],
        )
        installed("mother", {"waiting": state()}, {"help": helps})
        number = open_case("town/mother", {}, CLERK).case.number
        take(number, "help", {}, CLERK)
        assert Case.objects.get(type="matter").category == "water"


class TestAnAnswerThatWasWrong:
    def test_moves_the_case_to_the_area_that_is_right(self, monday: clock.Journey) -> None:
        put_up({"area": AREA})
        assert corrected({"area": COUNTY}, {"area": NEXT_TOWN}).area == NEXT_TOWN

    def test_moves_the_case_to_the_category_that_is_right(self, monday: clock.Journey) -> None:
        put_up({"kind": KIND})
        assert corrected({"kind": "water"}, {"kind": "flood"}).category == "flood"

    def test_moves_the_case_to_the_place_that_is_right_and_so_into_its_cell(
        self, monday: clock.Journey
    ) -> None:
        put_grid()
        put_up({"place": PLACE})
        case = corrected({}, {"place": {"x": 120.05, "y": 40.05, "crs": "WGS-84"}})
        assert (case.grid_cell, case.area, case.lon) == (CODE, COUNTY, 120.05)

    def test_that_is_left_out_of_a_correction_stays(self, monday: clock.Journey) -> None:
        put_up({"kind": KIND, "area": AREA})
        case = corrected({"kind": "water", "area": COUNTY}, {"kind": "flood"})
        assert (case.category, case.area) == ("flood", COUNTY)

    def test_is_put_right_by_an_effect_too(self, monday: clock.Journey) -> None:
        moves = action("waiting", None, "clerk", does=[{"set": {"area": f"'{NEXT_TOWN}'"}}])
        installed("matter", {"waiting": state()}, {"correct": moves}, asks={"area": AREA})
        assert corrected({"area": COUNTY}, {}).area == NEXT_TOWN

    def test_is_put_right_by_an_effect_with_its_cell(self, monday: clock.Journey) -> None:
        put_grid()
        moves = action("waiting", None, "clerk", asks={"found": PLACE}, does=[{"set": {"place": "found"}}])
        asks = {"area": AREA, "place": PLACE}
        installed("matter", {"waiting": state()}, {"correct": moves}, asks=asks, placed_by="place")
        case = corrected({}, {"found": {"x": 120.05, "y": 40.05, "crs": "WGS-84"}})
        assert (case.grid_cell, case.lon) == (CODE, 120.05)

    def test_a_place_outside_is_refused_in_words_though_an_effect_sets_it(
        self, monday: clock.Journey
    ) -> None:
        put_grid()
        moves = action("waiting", None, "clerk", asks={"found": PLACE}, does=[{"set": {"place": "found"}}])
        asks = {"place": PLACE}
        installed("matter", {"waiting": state()}, {"correct": moves}, asks=asks, placed_by="place")
        with pytest.raises(NotMet, match="cannot be set"):
            corrected({}, {"found": {"x": 100.0, "y": 30.0, "crs": "WGS-84"}})
