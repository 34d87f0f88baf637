"""The court on a Monday."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jinlin.instruments.payouts.tests.court import build_court
from jinlin.lib import clock


@pytest.fixture
def monday(db: None) -> Iterator[clock.Journey]:
    """Monday 2018-03-05, nine in the morning."""
    from datetime import datetime

    with clock.travel(datetime(2018, 3, 5, 9, tzinfo=clock.LOCAL)) as travel:
        build_court()
        yield travel
