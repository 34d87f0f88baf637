"""一人一手 holds over a distribution and its objections: whoever decides one does nothing else, whichever
comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.selectors import children
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.lib import clock
from jinlin.lib.errors import NotAllowed
from jinlin.packkit.pack import Pack
from tests import court_case as court

RULING = {"ruling_no": "（2022）示范执异1号", "ruled_because": "没有优先的依据。"}
OFFICES = ("clerk", "verifier", "judge", "court_president", "cashier")
ALL = Actor("person/all", "all", "all", tuple(Post(one, court.COURT, court.COUNTY) for one in OFFICES))


@pytest.fixture
def journey(county: Mapping[str, Pack]) -> Iterator[clock.Journey]:
    yield from court.travelling()


@pytest.fixture
def number(journey: clock.Journey) -> str:
    """On notice, with an objection to the first share."""
    number = court.registered()
    court.on_notice(number)
    objector = {"name": court.NAMES[0]}
    court.do(number, "clerk", "object", claim=1, objector=objector, ground="order", objected="应当优先。")
    return number


def objection(number: str) -> str:
    return str(children(number, court.officer("judge"))[0].case.number)


def test_whoever_withdrew_an_objection_does_not_approve_the_plan(number: str, journey: clock.Journey) -> None:
    take(objection(number), "withdraw", {"dropped_because": "说是撤回了"}, ALL)
    journey.move(court.MONDAY.replace(day=17))
    with pytest.raises(NotAllowed, match="in this distribution"):
        take(number, "approve", {}, ALL)


def test_whoever_ruled_on_an_objection_does_not_send_the_money(number: str, journey: clock.Journey) -> None:
    take(objection(number), "rule_against", RULING, ALL)
    journey.move(court.MONDAY.replace(day=29))
    court.do(number, "court_president", "approve")
    with pytest.raises(NotAllowed, match="in this distribution"):
        take(number, "send", {}, ALL)


@pytest.mark.parametrize(
    ("action", "answers"),
    [("rule_for", RULING), ("rule_against", RULING), ("withdraw", {"dropped_because": "说是撤回了"})],
)
def test_whoever_entered_claims_decides_on_no_objection(
    number: str, action: str, answers: dict[str, str]
) -> None:
    court.do(number, "clerk", "lose_sight", claim=2)
    clerk = Actor("person/clerk", "clerk", "clerk", ALL.posts)
    with pytest.raises(NotAllowed, match="in this distribution"):
        take(objection(number), action, answers, clerk)


def test_whoever_lets_a_kept_share_go_does_not_issue_it(number: str, journey: clock.Journey) -> None:
    court.do(number, "clerk", "lose_sight", claim=2)
    journey.move(court.MONDAY.replace(day=17))
    court.do(number, "court_president", "approve")
    court.do(number, "cashier", "send")
    take(number, "find_again", {"claim": 2}, ALL)
    with pytest.raises(NotAllowed):
        take(number, "reissue", {}, ALL)
