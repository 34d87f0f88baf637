"""The paper town on a Monday."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jinlin.instruments.documents.tests.paper_town import build_paper_town
from jinlin.kernel.cases.tests.town import local
from jinlin.lib import clock


@pytest.fixture
def monday(db: None) -> Iterator[clock.Journey]:
    """Monday 2018-03-05, nine in the morning."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        build_paper_town()
        yield travel
