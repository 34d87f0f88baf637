"""The way of money from what was recovered to what was paid: every fen is somewhere, at every step."""

from __future__ import annotations

import pytest

from jinlin.instruments.payouts import selectors
from jinlin.instruments.payouts.selectors import MoneyWay
from jinlin.instruments.payouts.tests.court import (
    JUDGE,
    answer,
    approved,
    confirm,
    open_refund,
    person,
    register,
    step,
)
from jinlin.lib import clock
from jinlin.lib.errors import NotMet


def way(number: str) -> MoneyWay:
    """Where the money lies, having looked that none is missing."""
    found = selectors.money(number, JUDGE)
    assert found.holds
    return found


class TestTheWay:
    def test_of_a_round_from_the_pool_to_the_people(self, monday: clock.Journey) -> None:
        number = open_refund(6000)
        assert way(number) == MoneyWay(6000, 6000, 0, 0, 0, 0, 0)
        register(number, "40", "100", "60")
        approved(number)
        assert way(number).pool == 6000
        step(number, "send")
        assert way(number) == MoneyWay(6000, 0, 0, 6000, 0, 0, 0)
        answer(number, (1, "settled"), (2, "settled", 3000), (3, "rejected", 1800, "AC01"))
        assert way(number) == MoneyWay(6000, 0, 0, 0, 4200, 1800, 0)
        step(number, "set_payee", claim=3, account="6222999900001111")
        confirm(number)
        step(number, "reissue")
        step(number, "send")
        answer(number, (3, "settled"))
        assert way(number) == MoneyWay(6000, 0, 0, 0, 6000, 0, 0)
        step(number, "close")

    def test_keeps_shares_of_who_is_unverified_disputed_or_out_of_reach_and_gives_them_to_nobody(
        self, monday: clock.Journey
    ) -> None:
        number = open_refund(6000)
        register(number, "40", "100", "60")
        step(number, "lose_sight", claim=1)
        step(number, "freeze", claim=3)
        approved(number)
        assert way(number) == MoneyWay(6000, 3000, 3000, 0, 0, 0, 0)
        step(number, "send")
        answer(number, (2, "settled"))
        with pytest.raises(NotMet, match="An objection"):
            step(number, "reissue", claim_numbers="3")
        step(number, "unfreeze", claim=3)
        step(number, "reissue", claim_numbers="3")
        step(number, "send")
        answer(number, (3, "settled"))
        step(number, "set_aside")
        assert way(number) == MoneyWay(6000, 0, 0, 0, 4800, 0, 1200)
        step(number, "find_again", claim=1)
        step(number, "reissue")
        step(number, "send")
        answer(number, (1, "settled"))
        assert way(number).paid == 6000

    def test_of_an_objection_after_approval_keeps_that_share_and_no_other(
        self, monday: clock.Journey
    ) -> None:
        number = open_refund(6000)
        register(number, "40", "100", "60")
        approved(number)
        step(number, "freeze", claim=2)
        assert way(number) == MoneyWay(6000, 3000, 3000, 0, 0, 0, 0)
        step(number, "send")
        assert way(number) == MoneyWay(6000, 0, 3000, 3000, 0, 0, 0)

    def test_of_money_that_comes_back_after_it_arrived_waits_for_a_person(
        self, monday: clock.Journey
    ) -> None:
        number = open_refund(1000)
        register(number, "10")
        approved(number)
        step(number, "send")
        answer(number, (1, "settled"))
        answer(number, (1, "returned", 1000, "AC04"))
        assert way(number) == MoneyWay(1000, 0, 0, 0, 0, 1000, 0)
        (trouble,) = selectors.troubles(number, JUDGE)
        assert trouble.kind == "returned_after_settlement"
        with pytest.raises(NotMet, match="exception"):
            step(number, "reissue", claim_numbers="1")
        step(number, "resolve", exception=trouble.n, resolution="clarified", reason="账户已注销，换卡")
        step(number, "set_payee", claim=1, account="6222999900001111")
        confirm(number)
        step(number, "reissue")
        step(number, "send")
        answer(number, (1, "settled"))
        assert way(number).paid == 1000


class TestAFurtherRound:
    def test_brings_who_came_late_to_the_ratio_of_the_others_first(self, monday: clock.Journey) -> None:
        number = open_refund(1000)
        register(number, "100")
        approved(number)
        step(number, "send")
        answer(number, (1, "settled"))
        step(number, "receive", received=20_000, receipt="R2")
        step(number, "register", claims=[person(7, "100")])
        step(number, "verify")
        approved(number, 2000)
        assert [one.share for one in selectors.shares(number, 2, JUDGE)] == [500, 1500]
        step(number, "send")
        answer(number, (1, "settled"), (2, "settled"))
        assert way(number).paid == 3000

    def test_waits_until_the_round_before_was_sent(self, monday: clock.Journey) -> None:
        number = open_refund(1000)
        register(number, "100")
        approved(number)
        step(number, "receive", received=2000, receipt="R2")
        with pytest.raises(NotMet, match="round before"):
            step(number, "plan")

    def test_shares_out_no_more_than_the_pool_holds(self, monday: clock.Journey) -> None:
        number = open_refund(1000)
        register(number, "100")
        with pytest.raises(NotMet, match=r"10\.00"):
            step(number, "plan", round_amount=1001)
