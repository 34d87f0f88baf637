"""How it stands with the seals: told by `selectors.seal_health`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

LATEST = timedelta(hours=2)
"""After so long without a seal, although something happened, somebody should look."""


class CopyHealth(NamedTuple):
    """One place outside: the last seal that it took, how many it has not got, what is in the way."""

    sink: str
    number: int
    behind: int
    trouble: str


class SealHealth(NamedTuple):
    """The newest seal, since when something has waited for the next (None: nothing does), what is in the way.

    `late`: something has waited for more than `LATEST`, or seals do not get out.
    """

    number: int
    sealed_at: datetime | None
    waits_since: datetime | None
    trouble: str
    copies: tuple[CopyHealth, ...]
    late: bool


def is_late(waits_since: datetime | None, copies: tuple[CopyHealth, ...], now: datetime) -> bool:
    """Whether somebody should look."""
    waits = waits_since is not None and now - waits_since > LATEST
    return waits or any(one.trouble for one in copies)
