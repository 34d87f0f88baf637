"""Whatever comes into a field, from a person or from an effect, is read by the rules of the field."""

from __future__ import annotations

from typing import Any

import pytest

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.test_silence import action, installed, let_pass, state, told
from jinlin.kernel.cases.tests.town import CLERK, COUNTY, RESIDENT, ROADS, STRANGER, local, words
from jinlin.kernel.registry.actions import install_offices, install_people
from jinlin.kernel.registry.selectors import with_cast
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotMet

NAMED = {
    "officer": {"type": "officer", "name": words("Officer")},
    "other": {"type": "case", "name": words("Other")},
}


def test_an_officer_is_somebody_who_holds_an_office_today(monday: clock.Journey) -> None:
    installed("named", {"waiting": state()}, {}, asks=NAMED)
    with pytest.raises(BadInput) as refused:
        open_case("town/named", {"officer": "nobody"}, CLERK)
    assert "no officer 'nobody'" in refused.value.details["fields"]["officer"]["en"]
    install_people([{"username": "fang", "name": "Fang", "phone": ""}])
    with pytest.raises(BadInput):
        open_case("town/named", {"officer": "fang"}, CLERK)
    office = {
        "username": "fang",
        "role": "fixer",
        "organisation": ROADS,
        "area": COUNTY,
        "valid_from": "2018-01-01",
    }
    install_offices([office])
    assert open_case("town/named", {"officer": "fang"}, CLERK).case.facts["officer"] == "fang"


def test_on_stage_officers_are_those_of_the_cast(monday: clock.Journey) -> None:
    installed("named", {"waiting": state()}, {}, asks=NAMED)
    with with_cast(["he"]):
        assert open_case("town/named", {"officer": "he"}, CLERK).case.facts["officer"] == "he"


def test_a_case_is_named_by_a_number_that_there_is_and_that_one_may_see(monday: clock.Journey) -> None:
    installed("named", {"waiting": state()}, {}, asks=NAMED)
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    says: list[Any] = []
    for given, who in (("T2018-9999", STRANGER), (number, STRANGER)):
        with pytest.raises(BadInput) as refused:
            open_case("town/named", {"other": given}, who)
        says.append(refused.value.details["fields"]["other"]["en"].replace(given, "X"))
    assert says[0] == says[1] == "Other: there is no case numbered 'X'"
    assert open_case("town/named", {"other": number}, CLERK).case.facts["other"] == number


@pytest.mark.parametrize(
    ("ask", "value", "because"),
    [
        ({"type": "integer", "max": 10}, "11", "must lie between"),
        ({"type": "text", "pattern": "[0-9]+"}, "'abc'", "does not have the right form"),
        ({"type": "integer"}, "'many'", "must be a whole number"),
        ({"type": "organisation"}, "'nowhere'", "no organisation with this code"),
        ({"type": "choice", "options": [{"value": "a", "name": words("A")}]}, "'b'", "must be one of"),
    ],
)
def test_what_an_effect_sets_is_held_to_the_limits_of_the_field(
    monday: clock.Journey, ask: dict[str, Any], value: str, because: str
) -> None:
    facts = {"n": {**ask, "name": words("N")}}
    go = action("waiting", None, "clerk", does=[{"set": {"n": value}}])
    waiting = state(within="1 day", on_lapse=[{"set": {"n": value}}])
    installed("set", {"waiting": waiting}, {"go": go}, facts=facts)
    number = open_case("town/set", {}, CLERK).case.number
    with pytest.raises(NotMet, match=because):
        take(number, "go", {}, CLERK)
    let_pass(monday, local("2018-03-07 09:00"))
    assert because in told(number)[0][1]
    assert "n" not in Case.objects.get(number=number).facts
