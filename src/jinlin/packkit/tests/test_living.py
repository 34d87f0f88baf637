"""The demo county is alive: what its packs tell of the last days happens through the engine, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest

from jinlin.instruments.payouts import selectors as payouts
from jinlin.kernel.cases.models import Case
from jinlin.lib import clock
from jinlin.packkit.compile import draft, load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.install import install
from jinlin.packkit.living import bring_to_life
from jinlin.packkit.pack import Pack

MONDAY = datetime(2026, 3, 9, 11, 0, tzinfo=clock.LOCAL)
IN_A_LONG_HOLIDAY = datetime(2026, 2, 20, 18, 0, tzinfo=clock.LOCAL)
LIVING = [folder.name for folder in pack_folders() if draft(folder).demo]


@pytest.fixture
def centre(db: None) -> Iterator[Pack]:
    """The command centre's pack in the demo county, on a Monday."""
    with clock.travel(MONDAY):
        install_demo()
        pack = load_pack("joint_command_centre")
        install(pack)
        yield pack


def test_every_case_that_is_told_happens_once(centre: Pack) -> None:
    assert bring_to_life(centre) == len(centre.lately)
    assert bring_to_life(centre) == 0


@pytest.mark.parametrize("name", LIVING)
def test_a_pack_lives_in_a_holiday_as_on_any_day(db: None, name: str) -> None:
    with clock.travel(IN_A_LONG_HOLIDAY):
        install_demo()
        pack = load_pack(name)
        install(pack)
        assert bring_to_life(pack) == len(pack.lately)


def test_cases_stand_in_many_states_and_some_are_late(centre: Pack) -> None:
    bring_to_life(centre)
    found = Case.objects.filter(type="report")
    assert len(Counter(found.values_list("state", flat=True))) >= 5
    assert found.exclude(card=0).exists()


def test_what_would_lie_in_the_future_has_not_happened(centre: Pack) -> None:
    bring_to_life(centre)
    assert not Case.objects.filter(opened_at__gt=MONDAY).exists()
    assert not Case.objects.filter(closed_at__gt=MONDAY).exists()


def test_a_distribution_with_books_of_its_own_happens_step_by_step_and_once(db: None) -> None:
    with clock.travel(MONDAY):
        install_demo()
        pack = load_pack("claims_payout")
        install(pack)
        assert (bring_to_life(pack), bring_to_life(pack)) == (len(pack.lately), 0)
        case = Case.objects.get(type="distribution", state="paying")
        assert case.opened_at < MONDAY
        way = payouts.money_way(case.id)
        assert way.holds
        assert min(way.paid, way.in_flight, way.held, way.returned) > 0
