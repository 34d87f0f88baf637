"""Against guessing passwords and codes, and against floods: attempts are counted, and whoever makes too many
has to wait. What is counted, and how much is too much; `actions.counters` does the counting.

Only attempts that are looked at count: who is refused has guessed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from jinlin.kernel.registry.actions import counters
from jinlin.kernel.registry.clients import Client
from jinlin.lib import clock
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import Problem, TooMany
from jinlin.lib.words import Words

QUARTER, DAY = 15 * 60, 24 * 60 * 60
NO_LIMIT = 2**31 - 1
MOST_FAILURES = 100
"""In a row on one account: NIST SP 800-63B, 5.2.2."""
LOST = Words(zh="忘记密码请联系本单位管理员", en="If the password is lost, ask your administrator")


@dataclass(frozen=True)
class Count:
    """One counter: what it counts for, its window in seconds, and how many attempts it bears."""

    about: str
    window: int
    most: int

    @property
    def counter(self) -> counters.Counted:
        """As it is kept: another one with every window."""
        number = int(clock.now().timestamp()) // self.window
        ends_at = datetime.fromtimestamp((number + 1) * self.window, UTC)
        return counters.Counted(sha256(f"{self.about}/{self.window}/{number}"), self.most, ends_at)


@dataclass(frozen=True)
class Attempts:
    """The counters of one attempt, and what helps whoever has to wait."""

    counts: tuple[Count, ...]
    help: Words

    @classmethod
    def of_password(cls, username: str, client: Client) -> Attempts:
        """By name and place, and by place. A device from which this person signed in before has a counter of
        its own, and nobody else's guesses shut it out.

        No counter of a name refuses another network: it only leaves each new one fewer tries, once a name
        was guessed at a hundred times in a day.
        """
        name = username.strip().lower()  # as the account is looked up: LIN and lin are the same guess
        if client.knows(name):
            return cls((Count(f"device/{client.device}", QUARTER, 10),), LOST)
        everywhere = Count(f"name/{name}", DAY, NO_LIMIT)
        is_hunted = counters.used(everywhere.counter.key) >= MOST_FAILURES
        return cls(
            (
                Count(f"name/{name}@{client.place}", QUARTER, 10),
                Count(f"place/{client.place}", QUARTER, 200),
                Count(f"name/{name}@{client.network}", DAY, 3 if is_hunted else MOST_FAILURES),
                everywhere,
            ),
            LOST,
        )

    @classmethod
    def of_second_factor(cls, username: str, client: Client) -> Attempts:
        """By account alone, wherever it is tried: whoever comes as far as this has the password. A device
        from which this person signed in before has a counter of its own."""
        who = f"device/{client.device}" if client.knows(username) else f"name/{username}"
        return cls((Count(f"factor/{who}", QUARTER, 10), Count(f"factor/{who}", DAY, MOST_FAILURES)), LOST)

    @classmethod
    def of_tracking_code(cls, client: Client) -> Attempts:
        """By place: a code names nobody. With 71 bits this only keeps the noise down."""
        return cls(
            (Count(f"code@{client.place}", QUARTER, 20),),
            Words(
                zh="查询码在回执上；遗失的，请向热线报编号",
                en="The code is on the receipt; if it is lost, tell the hotline the number",
            ),
        )

    @classmethod
    def of_claim(cls, client: Client) -> Attempts:
        """By place: identity number and code of a claim. With 59 bits this only keeps the noise down."""
        return cls(
            (Count(f"claim@{client.place}", QUARTER, 20),),
            Words(
                zh="查询码在登记回执和告知书上；遗失的，请带身份证到法院补打",
                en="The code is on your receipt; if it is lost, show the court your identity card",
            ),
        )

    @classmethod
    def of_reporting(cls, client: Client, help: Words) -> Attempts:
        """Reports by whoever is not known, by place: a village behind one address stays below it."""
        return cls((Count(f"report@{client.place}", QUARTER, 60),), help)

    def begin(self) -> None:
        """Count the attempt before the secret is looked at. TooMany, and nothing counted, if it is one too
        many for any counter."""
        full = counters.add([one.counter for one in self.counts])
        if full is not None:
            raise self._too_many(full)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """For what is limited in number and guesses nothing: it counts, unless it is refused."""
        self.begin()
        try:
            yield
        except Problem:
            self.take_back()
            raise

    def take_back(self) -> None:
        """It was no guess, or nothing came of it."""
        counters.take_back([one.counter.key for one in self.counts])

    def _too_many(self, until: datetime) -> TooMany:
        seconds = ceil((until - clock.now()).total_seconds())
        minutes = -(-seconds // 60)
        return TooMany(
            f"尝试次数过多，请{minutes}分钟后再试",
            f"Too many attempts; please try again in {minutes} minutes",
            help=self.help,
            seconds=seconds,
        )
