"""An effect with `when` is done where that holds, after the effects before it, at every moment of a case."""

from __future__ import annotations

from typing import Any

import pytest

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.test_silence import action, installed, kinds, let_pass, state, told
from jinlin.kernel.cases.tests.town import CLERK, ROLES, local, words
from jinlin.lib import clock
from jinlin.lib.errors import Problem

FIELDS = {"n": {"type": "integer", "name": words("N")}, "m": {"type": "integer", "name": words("M")}}


def values(number: str) -> dict[str, Any]:
    return dict(Case.objects.get(number=number).facts)


@pytest.mark.usefixtures("monday")
class TestACondition:
    @pytest.mark.parametrize(("n", "found"), [(1, {"n": 1}), (2, {"n": 2, "m": 4})])
    def test_is_looked_at_when_an_action_is_taken(self, n: int, found: dict[str, int]) -> None:
        doubles = [{"set": {"m": "n * 2"}, "when": "n > 1"}]
        installed("count", {"waiting": state()}, {"go": action(
            "waiting", None, "clerk", asks={"n": {"type": "integer", "name": words("N")}}, does=doubles,
        )}, facts={"m": FIELDS["m"]})  # fmt: skip
        number = open_case("town/count", {}, CLERK).case.number
        take(number, "go", {"n": n}, CLERK)
        assert values(number) == found

    def test_sees_what_the_effects_before_it_wrote(self) -> None:
        does = [
            {"set": {"n": "3"}},
            {"set": {"m": "1"}, "when": "n == 3"},
            {"set": {"m": "2"}, "when": "m == null"},
        ]
        installed("order", {"waiting": state()}, {}, opens_with=does, facts=FIELDS)
        assert values(open_case("town/order", {}, CLERK).case.number) == {"n": 3, "m": 1}

    def test_is_looked_at_in_silence(self, monday: clock.Journey) -> None:
        lapses = [
            {"card": "yellow", "when": "case.holder != ''"},
            {"escalate": "head", "when": "case.holder == ''"},
        ]
        installed("silent", {"waiting": state(within="1 working hour", on_lapse=lapses)}, {})
        number = open_case("town/silent", {}, CLERK).case.number
        let_pass(monday, local("2018-03-06 09:00"))
        assert "escalated" in kinds(number)
        assert Case.objects.get(number=number).card == 0

    def test_that_cannot_be_worked_out_refuses_a_person_and_nothing_is_done(self) -> None:
        does = [{"set": {"n": "1"}}, {"set": {"m": "1"}, "when": "1 / 0 == 1"}]
        installed(
            "wrong", {"waiting": state()}, {"go": action("waiting", None, "clerk", does=does)}, facts=FIELDS
        )
        number = open_case("town/wrong", {}, CLERK).case.number
        with pytest.raises(Problem):
            take(number, "go", {}, CLERK)
        assert values(number) == {}

    def test_that_cannot_be_worked_out_in_silence_is_told_and_the_case_goes_on(
        self, monday: clock.Journey
    ) -> None:
        lapses = [{"escalate": "head", "when": "1 / 0 == 1"}, {"set": {"n": "1"}}]
        installed("dull", {"waiting": state(within="1 working hour", on_lapse=lapses)}, {}, facts=FIELDS)
        number = open_case("town/dull", {}, CLERK).case.number
        let_pass(monday, local("2018-03-06 09:00"))
        assert [step for step, _why in told(number)] == ["escalate"]
        assert values(number) == {"n": 1}


def definition(does: list[dict[str, Any]]) -> Definition:
    return Definition.model_validate({
        "pack": "town", "type": "kept", "name": words("Kept"), "number": "K{year}-{seq}", "roles": ROLES,
        "opened_by": ["clerk"], "starts_in": "end", "asks": {}, "actions": {}, "opens_with": does,
        "states": {"end": state(final=True)},
    })  # fmt: skip


def test_a_condition_is_kept_with_its_definition_and_none_changes_no_digest() -> None:
    with_it, without = definition([{"escalate": "head", "when": "true"}]), definition([{"escalate": "head"}])
    assert Definition.from_canonical(with_it.canonical()) == with_it
    assert with_it.opens_with[0].when == "true"
    assert "when" not in without.canonical()


def test_what_silence_lets_ring_rings_as_what_a_step_does() -> None:
    late = state(within="1 hour", on_lapse=[{"ring": "call"}], then_after={"1 day": [{"ring": "call_again"}]})
    body = definition([]).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = Definition.model_validate({**body, "states": {**body["states"], "late": late}})
    assert found.ringing == {"call", "call_again"}
