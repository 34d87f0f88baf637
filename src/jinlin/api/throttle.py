"""Against guessing passwords and flooding: failures are counted by name and by address, reports of callers
who are not known by address, and too many have to wait.

The counts live in Django's default cache, which stands in the database: all processes count together.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from jinlin.api.refusals import TooMany
from jinlin.lib import clock
from jinlin.lib.crypto import sha256
from jinlin.lib.words import Words

LOST = Words(zh="忘记密码请联系本单位管理员", en="If the password is lost, ask your administrator")
KNOWN = Words(zh="带上 api_key 就不受此限", en="With an api_key there is no such limit")
QUARTER, DAY = 15 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Count:
    """One counter: what it counts for, its window in seconds, and how many failures it bears."""

    about: str
    window: int
    most: int

    def key(self) -> str:
        """The counter's name in the cache; it changes with every window."""
        return f"guess/{sha256(self.about).hex()}/{int(clock.now().timestamp()) // self.window}"

    def left(self) -> int:
        """Seconds until the window ends."""
        return self.window - int(clock.now().timestamp()) % self.window


class Guesses:
    """The counters of one attempt. NIST SP 800-63B, 5.2.2: at most 100 failures in a row on one account."""

    def __init__(self, name: str, address: str) -> None:
        self.counts = (
            Count(f"{name}@{address}", QUARTER, 10),
            Count(f"@{address}", QUARTER, 200),
            Count(name, DAY, 100),
        )

    def begin(self) -> None:
        """Count the attempt before the password is looked at. TooMany if one counter is full."""
        full = [count for count in self.counts if _add(count) > count.most]
        if full:
            raise _too_many(max(count.left() for count in full), LOST)

    def succeeded(self) -> None:
        """It was no guess: take the attempt back."""
        for count in self.counts:
            cache.decr(count.key())


def count_report(address: str) -> None:
    """Count a report from this address by a caller who is not known. TooMany if there were too many."""
    count = Count(f"report@{address}", QUARTER, 60)
    if _add(count) > count.most:
        raise _too_many(count.left(), KNOWN)


def _add(count: Count) -> int:
    key = count.key()
    cache.add(key, 0, timeout=2 * count.window)
    return int(cache.incr(key))


def _too_many(seconds: int, help: Words) -> TooMany:
    minutes = -(-seconds // 60)
    return TooMany(
        f"尝试次数过多，请{minutes}分钟后再试",
        f"Too many attempts; please try again in {minutes} minutes",
        help=help,
        seconds=seconds,
    )
