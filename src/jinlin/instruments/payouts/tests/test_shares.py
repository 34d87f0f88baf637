"""The arithmetic of a distribution: every fen is accounted for, and every share is the fair one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.instruments.payouts.shares import Entitled, distribute, loss, sealed_order
from jinlin.instruments.payouts.tests.random_shares import faults_of, random_round, shuaige

ORDER = sealed_order(b"a seed")
VICTIMS = ("victim",)
TIERS = ("medical", "priority", "victim", "civil")


def among(amount: int, *losses: int) -> list[int]:
    claims = [Entitled(n, "victim", one) for n, one in enumerate(losses, 1)]
    return distribute(amount, claims, VICTIMS, ORDER).fen


class TestTheGold:
    def test_shuaige_leaves_no_fen_over(self) -> None:
        """帅歌家居: 15,468 people, 636,950,019.89 lost, 117,384,476.57 to share out."""
        claims = shuaige()
        shares = distribute(11_738_447_657, claims, VICTIMS, ORDER)
        assert (len(claims), sum(one.loss for one in claims)) == (15_468, 63_695_001_989)
        assert sum(shares.fen) == 11_738_447_657
        assert shares.left_over == 0
        paid, owed = shares.ratios["victim"]
        assert paid * 10**10 // owed == 1_842_915_031

    def test_frozen_sixty_with_losses_of_forty_a_hundred_and_sixty_give_twelve_thirty_eighteen(self) -> None:
        assert among(6000, 4000, 10000, 6000) == [1200, 3000, 1800]


class TestALoss:
    def test_is_what_was_paid_in_less_what_came_back(self) -> None:
        assert loss(100_000, 30_000) == 70_000

    @pytest.mark.parametrize("none", [0, -1, -50_000])
    def test_of_nothing_or_less_gets_nothing_and_takes_nothing_from_others(self, none: int) -> None:
        assert among(6000, 4000, none, 10000, 6000) == [1200, 0, 3000, 1800]


class TestTheOrder:
    def test_of_tiers_pays_medical_costs_in_full_before_victims_get_anything(self) -> None:
        claims = [Entitled(1, "victim", 1000), Entitled(2, "medical", 300), Entitled(3, "civil", 500)]
        assert distribute(700, claims, TIERS, ORDER).fen == [400, 300, 0]

    def test_shares_pro_rata_within_the_tier_that_the_money_does_not_reach_through(self) -> None:
        claims = [Entitled(1, "medical", 300), Entitled(2, "medical", 600), Entitled(3, "victim", 900)]
        assert distribute(300, claims, TIERS, ORDER).fen == [100, 200, 0]

    def test_among_equal_fractions_is_the_sealed_one_and_no_other(self) -> None:
        lucky = min((1, 2, 3), key=ORDER)
        assert among(100, 1000, 1000, 1000) == [34 if n == lucky else 33 for n in (1, 2, 3)]

    def test_of_an_unknown_tier_is_an_error_and_never_a_guess(self) -> None:
        with pytest.raises(KeyError):
            distribute(1, [Entitled(1, "friends", 1)], TIERS, ORDER)


class TestAFurtherRound:
    def test_brings_who_came_late_to_the_ratio_of_the_others_first(self) -> None:
        claims = [Entitled(1, "victim", 1000, had=200), Entitled(2, "victim", 1000)]
        assert distribute(150, claims, VICTIMS, ORDER).fen == [0, 150]
        assert distribute(300, claims, VICTIMS, ORDER).fen == [50, 250]

    def test_takes_nothing_back_from_who_has_had_more(self) -> None:
        claims = [Entitled(1, "victim", 100, had=90), Entitled(2, "victim", 100), Entitled(3, "victim", 100)]
        assert distribute(100, claims, VICTIMS, ORDER).fen == [0, 50, 50]

    def test_gives_nobody_more_than_the_loss_and_says_what_is_left_over(self) -> None:
        shares = distribute(5000, [Entitled(1, "victim", 1000, had=400)], VICTIMS, ORDER)
        assert (shares.fen, shares.left_over) == ([600], 4400)

    def test_refuses_a_claim_that_has_had_more_than_its_loss(self) -> None:
        with pytest.raises(ValueError, match="claim 7"):
            distribute(1, [Entitled(7, "victim", 10, had=11)], VICTIMS, ORDER)

    @given(
        st.lists(st.integers(1, 10**9), min_size=1, max_size=9), st.lists(st.integers(0, 10**9), max_size=3)
    )
    def test_gives_with_those_before_what_one_round_would_have_given_but_for_a_fen_each(
        self, losses: list[int], amounts: list[int]
    ) -> None:
        had = [0] * len(losses)
        for amount in amounts:
            claims = [Entitled(n, "victim", *one) for n, one in enumerate(zip(losses, had, strict=True))]
            fen = distribute(amount, claims, VICTIMS, ORDER).fen
            had = [before + now for before, now in zip(had, fen, strict=True)]
        whole = Fraction(min(sum(amounts), sum(losses)), sum(losses))
        rounds = max(len(amounts), 1)
        assert all(abs(whole * one - got) < rounds for one, got in zip(losses, had, strict=True))


def test_a_thousand_random_distributions_conserve_every_fen() -> None:
    """The short form of `python -m bench.soak_payouts`, which tries a million."""
    for seed in range(1000):
        assert faults_of(random_round(f"suite/{seed}")) == [], f"seed suite/{seed}"


def test_a_fault_would_be_found() -> None:
    amount, claims = random_round("suite/1")
    assert faults_of((amount, claims), off_by=1) != []
