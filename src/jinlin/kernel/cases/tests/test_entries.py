"""What staff enter is theirs to see: recorded as by that person in that office, and on their lists."""

from __future__ import annotations

import json
from typing import Any

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import case_for, list_cases
from jinlin.kernel.cases.selectors.narrowing import Filters
from jinlin.kernel.cases.tests.town import CLERK, COUNTY, FIXER, PLUMBER, REPORT, ROADS, WATER, words
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.lib import clock

WALKER = Actor("person/7", "Bu", "bu", (Post("walker", ROADS, COUNTY),))
ROLES = {**REPORT["roles"], "walker": {"name": words("Walker"), "scope": "opener"}}


def opened(who: Actor) -> Case:
    """A report that this person entered, where walkers and fixers may."""
    body = {**REPORT, "roles": ROLES, "opened_by": ["resident", "walker", "fixer", "clerk"]}
    install_definition(Definition.model_validate(body))
    return open_case("town/report", {"subject": "A hole"}, who).case


def role_of(case: Case) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(history(f"case/{case.id}")[0].facts)["as"]
    return said


def numbers(who: Actor) -> list[str]:
    return [one.case.number for one in list_cases(who, Filters()).rows]


def test_whose_office_it_is_to_report_reports_in_it_and_follows_what_they_reported(
    monday: clock.Journey,
) -> None:
    case = opened(WALKER)
    assert role_of(case) == {"role": "walker", "organisation": ROADS}
    assert history(f"case/{case.id}")[0].actor == case.opener == WALKER.label
    assert numbers(WALKER) == [case.number]


def test_what_a_unit_wrote_down_stays_before_it_when_another_has_it(monday: clock.Journey) -> None:
    case = opened(PLUMBER)
    assert role_of(case) == {"role": "fixer", "organisation": WATER}
    take(case.number, "assign", {"kind": "pothole"}, CLERK)
    assert Case.objects.get(number=case.number).holder == ROADS
    assert numbers(PLUMBER) == numbers(FIXER) == [case.number]
    assert case_for(case.number, PLUMBER).decision.role == "fixer"


def test_of_what_another_unit_wrote_down_a_unit_sees_nothing(monday: clock.Journey) -> None:
    opened(PLUMBER)
    assert numbers(FIXER) == []
