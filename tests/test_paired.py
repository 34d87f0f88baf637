"""`python -m bench --against`: what it says of two checkouts that were measured by turns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bench.paired import Figure, show


def told(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, object]:
    return {"figures": {"cycles": Figure(list(ours), list(theirs)).told()}}


def test_the_middle_of_the_pairs_counts_and_not_the_one_in_which_the_machine_was_busy() -> None:
    assert Figure([100, 10, 102], [100, 100, 100]).ratio == 1.0


def test_each_turn_is_compared_with_the_one_beside_it() -> None:
    assert Figure([50, 100], [50, 100]).ratio == 1.0


@pytest.mark.parametrize(("ours", "holds"), [([90, 91, 90], True), ([89, 80, 120], False)])
def test_a_figure_below_nine_tenths_of_the_others_does_not_hold(ours: list[float], holds: bool) -> None:
    assert show(told(ours, [100, 100, 100])) is holds
