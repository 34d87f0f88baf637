"""The small town, built once for each module; what one test does to it the next does not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from jinlin.kernel.cases.tests.town import build_town, local
from jinlin.lib import clock


@pytest.fixture(scope="module")
def _town_for_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        build_town()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def town(_town_for_the_module: None, db: None) -> None:
    """The town is there."""


@pytest.fixture
def monday(town: None) -> Iterator[clock.Journey]:
    """It is Monday 2018-03-05, nine in the morning; the test may move the clock."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        yield travel
