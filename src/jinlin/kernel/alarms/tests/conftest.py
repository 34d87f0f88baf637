"""A handler of alarms for the tests: it does as it is told and remembers what it was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from jinlin.kernel.alarms import actions
from jinlin.kernel.alarms.table import Key

NOW = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)


@dataclass
class Listener:
    """Moves the alarms in `moves`, reports `troubles`, raises what `fails` says, leaves the others alone."""

    moves: dict[Key, datetime | None] = field(default_factory=dict)
    troubles: dict[Key, str] = field(default_factory=dict)
    fails: Mapping[Key, Exception] = field(default_factory=dict)
    heard: list[list[Key]] = field(default_factory=list)

    def __call__(self, keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
        self.heard.append(list(keys))
        actions.set_alarms({key: at for key, at in self.moves.items() if key in keys})
        for key in keys:
            if key in self.fails:
                raise self.fails[key]
        return {key: sentence for key, sentence in self.troubles.items() if key in keys}


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Listener]:
    """Register a listener for a prefix, for this test."""

    def listening(prefix: str) -> Listener:
        listener = Listener()
        monkeypatch.setitem(actions.handlers, prefix, listener)
        return listener

    return listening
