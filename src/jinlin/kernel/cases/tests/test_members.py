"""Members of a case: an instrument knows who they are; they may what the pack opens to them, and see none."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.cases.tests.town import CLERK, COUNTY, REPORT, RESIDENT, words
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import member_of
from jinlin.lib import clock
from jinlin.lib.errors import NotAllowed, NotFound

SPEAK = {
    "name": words("Speak"), "from": "any", "to": None, "by": "guest",
    "asks": {"seat": {"type": "integer", "name": words("Seat")}},
    "does": [{"set": {"seat": "actor.member"}}],
}  # fmt: skip


@pytest.fixture
def case(monday: clock.Journey) -> Case:
    """A report in which guests may speak."""
    roles = {**REPORT["roles"], "guest": {"name": words("Guest"), "scope": "member"}}
    changed = {**REPORT, "roles": roles, "actions": {**REPORT["actions"], "speak": SPEAK}}
    install_definition(Definition.model_validate(changed))
    return open_case("town/report", {"subject": "A hole"}, RESIDENT).case


def test_a_member_may_what_the_pack_opens_to_members_and_which_one_it_is_the_case_knows(case: Case) -> None:
    assert take(case.number, "speak", {}, member_of(case.id, 12)).case.facts["seat"] == 12
    assert history(f"case/{case.id}")[-1].actor == f"member/{case.id}/12"


def test_a_member_sees_no_case_and_may_nothing_else(case: Case) -> None:
    guest = member_of(case.id, 12)
    with pytest.raises(NotFound):
        case_for(case.number, guest)
    with pytest.raises(NotFound):
        take(case.number, "urge", {}, guest)


def test_a_member_of_another_case_is_not_told_that_this_one_is_there(case: Case) -> None:
    with pytest.raises(NotFound):
        take(case.number, "speak", {}, member_of(case.id + 1, 12))


def test_no_office_makes_anybody_a_member(case: Case) -> None:
    named_so = Actor("person/8", "Wu", "wu", (Post("guest", "T-CENTRE", COUNTY),))
    with pytest.raises(NotFound):
        take(case.number, "speak", {}, named_so)
    with pytest.raises(NotAllowed):
        take(case.number, "speak", {}, CLERK)


def test_thousands_of_members_do_not_swell_the_case(case: Case) -> None:
    for n in range(3):
        tally = take(case.number, "speak", {}, member_of(case.id, n)).case.tally
    assert tally["acts"]["speak"] == {"n": 3, "by": []}
