"""Who may read the books."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jinlin.instruments.ledger.policies import may_read
from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.tests.town import CENTRE, CLERK, COUNTY, RESIDENT, STRANGER, build_town, local
from jinlin.kernel.registry.actors import ANYONE, SYSTEM, Actor, Post
from jinlin.lib import clock
from jinlin.lib.errors import NotAllowed


@pytest.fixture
def report(db: None) -> Iterator[int]:
    """The id of a case that a resident opened."""
    with clock.travel(local("2018-03-05 09:00")):
        build_town()
        yield open_case("town/report", {"subject": "A hole"}, RESIDENT).case.id


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_an_auditor_and_an_administrator_read_all_books(role: str) -> None:
    holder = Actor("person/20", "Sun", "sun", (Post(role, CENTRE, COUNTY),))
    for scope in ("", "CNY", "bank/main", "case/7/pool"):
        assert may_read(holder, scope).allowed
    assert may_read(SYSTEM, "").allowed


def test_the_accounts_of_a_case_are_open_to_whoever_may_see_it(report: int) -> None:
    for actor in (RESIDENT, CLERK):
        assert may_read(actor, f"case/{report}/pool").allowed
        assert may_read(actor, f"case/{report}").allowed
        for scope in ("", "CNY", "case", "case/", f"case/{report}1", f"case/{report}x", f"x/case/{report}"):
            assert not may_read(actor, scope).allowed
    for actor in (STRANGER, ANYONE):
        with pytest.raises(NotAllowed, match="open to an auditor"):
            may_read(actor, f"case/{report}/pool").require()
