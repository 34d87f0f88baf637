"""Whatever the bank does, the books explain every fen or name an exception for a person."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from jinlin.instruments.payouts.bank.simulator import CALM, HOSTILE, TYPICAL
from jinlin.instruments.payouts.models import Trouble
from jinlin.instruments.payouts.tests.chaos import play
from jinlin.lib import clock

SIMULATIONS = int(os.environ.get("JINLIN_CHAOS", "12"))
"""`make soak` plays 200."""


@pytest.mark.parametrize("seed", range(SIMULATIONS))
def test_a_hostile_bank_leaves_no_fen_unexplained(seed: int, monday: clock.Journey) -> None:
    assert play(seed, HOSTILE, monday) == []


def test_a_typical_bank_leaves_only_returns_to_look_at(monday: clock.Journey) -> None:
    assert play(1000, TYPICAL, monday) == []


def test_a_calm_bank_leaves_nothing_to_do(monday: clock.Journey) -> None:
    assert play(1001, CALM, monday) == []
    assert not Trouble.objects.filter(resolved_at=None).exists()


def test_a_bank_that_pays_everybody_twice_leaves_an_exception_for_each(monday: clock.Journey) -> None:
    assert play(1002, replace(CALM, paid_twice=1.0), monday) == []
    assert Trouble.objects.filter(resolved_at=None, kind="paid_twice").exists()
