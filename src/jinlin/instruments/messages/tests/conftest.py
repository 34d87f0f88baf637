"""The talking town on a Monday, and a city's gateway."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from jinlin.instruments.messages.tests.gateway import Gateway
from jinlin.instruments.messages.tests.talking_town import build_talking_town
from jinlin.kernel.cases.tests.town import local
from jinlin.lib import clock


@pytest.fixture
def monday(db: None) -> Iterator[clock.Journey]:
    """Monday 2018-03-05, nine in the morning."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        build_talking_town()
        yield travel


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """The gateway, and settings that name it."""
    made = Gateway()
    threading.Thread(target=made.server.serve_forever, daemon=True).start()
    settings.JINLIN_MESSAGE_WEBHOOK, settings.JINLIN_MESSAGE_WEBHOOK_KEY = made.url, "a shared secret"
    yield made
    made.server.shutdown()
    made.server.server_close()
