"""The life of a distribution is read again from journal and ledger: what it says was so when it happened."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.instruments.payouts import selectors
from jinlin.instruments.payouts.selectors import MoneyWay
from jinlin.instruments.payouts.selectors.life import MOST_STEPS
from jinlin.instruments.payouts.tests.court import JUDGE, answer, approved, open_refund, register, step
from jinlin.lib import clock


def later(travel: clock.Journey) -> None:
    """A minute passes."""
    travel.move(clock.now() + timedelta(minutes=1))


def life(number: str) -> list[selectors.Moment]:
    """The life of a distribution."""
    return selectors.life_of(selectors.seen(number, JUDGE))


def test_each_moment_says_where_the_money_lay_then(monday: clock.Journey) -> None:
    number, seen = open_refund(6000), []

    def look() -> None:
        seen.append(selectors.money(number, JUDGE))
        later(monday)

    look()
    later(monday)
    register(number, "40", "100", "60")
    step(number, "lose_sight", claim=3)
    later(monday)
    approved(number)
    look()
    step(number, "send")
    look()
    answer(number, (1, "settled"), (2, "rejected", 3000, "AC01"))
    look()
    found = life(number)
    assert [one.money for one in found] == seen
    assert [one.name.en for one in found] == ["receive", "approve", "send", "resolve"]
    assert found[-1].money == MoneyWay(6000, 0, 1800, 0, 1200, 3000, 0)


def test_a_step_that_moves_nothing_is_no_moment(monday: clock.Journey) -> None:
    number = open_refund(1000)
    later(monday)
    register(number, "10")
    assert len(life(number)) == 1


def test_a_long_life_begins_with_the_sum_of_what_came_before_and_costs_no_more(monday: clock.Journey) -> None:
    number = open_refund(1)
    for n in range(2, MOST_STEPS + 5):
        later(monday)
        step(number, "receive", received=1, receipt=f"R{n}")
    view = selectors.seen(number, JUDGE)
    with CaptureQueriesContext(connection) as captured:
        found = selectors.life_of(view)
    assert len(captured) == 2
    assert (len(found), found[0].at, found[0].money.recovered) == (MOST_STEPS + 1, None, 4)
    assert found[-1].money.recovered == MOST_STEPS + 4
