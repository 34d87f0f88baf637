"""The demo lives, and every page of the bench answers, whatever day it is: on a Saturday, every day;
`JINLIN_DAYS=all`, as in `make soak`, tries seven weekdays and a Spring Festival."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, time, timedelta

import pytest
from bench.addresses import addresses
from bench.pages import ask, client_for, samples

from jinlin.lib import clock
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.living import bring_to_life
from jinlin.packkit.pack import Pack

SATURDAY, FESTIVAL = date(2026, 11, 28), date(2026, 2, 17)
WEEK = [SATURDAY - timedelta(days=5) + timedelta(days=n) for n in range(7)]
DAYS = [*WEEK, FESTIVAL] if os.environ.get("JINLIN_DAYS") == "all" else [SATURDAY]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_demo_lives_and_every_page_answers(db: None, packs: Mapping[str, Pack], day: date) -> None:
    with clock.travel(clock.local_moment(day, time(10))):
        install_demo()
        for pack in packs.values():
            install(pack)
            bring_to_life(pack)
        found = samples()
        troubles = []
        for name, one in addresses():
            if not one.again:
                try:
                    ask(client_for(one.who, found), one, one.path.format(**found))
                except RuntimeError as trouble:
                    troubles.append(f"{name}: {trouble}")
        assert troubles == []
