"""What a distribution keeps is vouched for by its last event: after every step, whichever tables it wrote."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from jinlin.instruments.payouts.checks import verify
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import Moment, play

STORIES = ("sixty_for_three", "slips_and_unclaimed", "an_objection_upheld", "nothing_moves")


@pytest.mark.parametrize("name", STORIES)
def test_the_last_event_vouches_for_all_rows_after_every_step(county: Mapping[str, Pack], name: str) -> None:
    pack, looked = county["claims_payout"], 0

    def watch(moment: Moment) -> None:
        nonlocal looked
        looked += 1
        assert verify().faults == (), moment

    played = play(pack, next(one for one in pack.stories if one.id == name), watch)
    assert played.is_true, str(played.fault)
    assert looked
