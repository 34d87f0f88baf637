"""The small town, built once for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jinlin.kernel.cases.tests.town import build_town, local
from jinlin.lib import clock


@pytest.fixture
def town(db: None) -> None:
    """The town is there."""
    build_town()


@pytest.fixture
def monday(town: None) -> Iterator[clock.Journey]:
    """It is Monday 2018-03-05, nine in the morning; the test may move the clock."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        yield travel
