"""Against guessing passwords and tracking codes, and against floods: attempts are counted, and whoever makes
too many has to wait.

The counts live in Django's default cache, which stands in the database: all processes count together.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from jinlin.lib import clock
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import TooMany
from jinlin.lib.words import Words

QUARTER, DAY = 15 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Count:
    """One counter: what it counts for, its window in seconds, and how many attempts it bears."""

    about: str
    window: int
    most: int

    def key(self) -> str:
        """The counter's name in the cache; it changes with every window."""
        return f"attempt/{sha256(self.about).hex()}/{int(clock.now().timestamp()) // self.window}"

    def left(self) -> int:
        """Seconds until the window ends."""
        return self.window - int(clock.now().timestamp()) % self.window


@dataclass(frozen=True)
class Attempts:
    """The counters of one attempt, and what helps whoever has to wait."""

    counts: tuple[Count, ...]
    help: Words

    @classmethod
    def of_password(cls, name: str, address: str) -> Attempts:
        """By name and by address. NIST SP 800-63B, 5.2.2: at most 100 failures in a row on one account."""
        name = name.strip().lower()  # as the account is looked up: LIN and lin are one guess after another
        return cls(
            (
                Count(f"{name}@{address}", QUARTER, 10),
                Count(f"@{address}", QUARTER, 200),
                Count(name, DAY, 100),
            ),
            Words(zh="忘记密码请联系本单位管理员", en="If the password is lost, ask your administrator"),
        )

    @classmethod
    def of_tracking_code(cls, address: str) -> Attempts:
        """By address: a code names nobody. With 71 bits this only keeps the noise down."""
        return cls(
            (Count(f"code@{address}", QUARTER, 20),),
            Words(
                zh="查询码在回执上；遗失的，请向热线报编号",
                en="The code is on the receipt; if it is lost, tell the hotline the number",
            ),
        )

    @classmethod
    def of_claim(cls, address: str) -> Attempts:
        """By address: identity number and code of a claim. With 59 bits this only keeps the noise down."""
        return cls(
            (Count(f"claim@{address}", QUARTER, 20),),
            Words(
                zh="查询码在登记回执和告知书上；遗失的，请带身份证到法院补打",
                en="The code is on your receipt; if it is lost, show the court your identity card",
            ),
        )

    @classmethod
    def of_reporting(cls, address: str, help: Words) -> Attempts:
        """Reports by whoever is not known, by address: a village behind one address stays below it."""
        return cls((Count(f"report@{address}", QUARTER, 60),), help)

    def begin(self) -> None:
        """Count the attempt before the secret is looked at. TooMany if one counter is full."""
        full = [count for count in self.counts if _add(count) > count.most]
        if full:
            raise self._too_many(max(count.left() for count in full))

    def succeeded(self) -> None:
        """It was no guess: take the attempt back."""
        for count in self.counts:
            cache.decr(count.key())

    def _too_many(self, seconds: int) -> TooMany:
        minutes = -(-seconds // 60)
        return TooMany(
            f"尝试次数过多，请{minutes}分钟后再试",
            f"Too many attempts; please try again in {minutes} minutes",
            help=self.help,
            seconds=seconds,
        )


def _add(count: Count) -> int:
    key = count.key()
    cache.add(key, 0, timeout=2 * count.window)
    return int(cache.incr(key))
