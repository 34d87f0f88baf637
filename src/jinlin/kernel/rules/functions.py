"""What expressions may call besides what the library brings: text counted in characters, days of this place.

The library counts the bytes of a text, and knows moments in UTC alone. See docs/reference/cel.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from jinlin.kernel.rules.syntax import tokens
from jinlin.lib import clock

_SIZE = "characters_or_items"

_GETTERS: dict[str, Callable[[datetime], int]] = {
    "getFullYear": lambda local: local.year,
    "getMonth": lambda local: local.month - 1,
    "getDate": lambda local: local.day,
    "getDayOfMonth": lambda local: local.day - 1,
    "getDayOfWeek": lambda local: local.isoweekday() % 7,
    "getDayOfYear": lambda local: local.timetuple().tm_yday - 1,
    "getHours": lambda local: local.hour,
    "getMinutes": lambda local: local.minute,
    "getSeconds": lambda local: local.second,
    "getMilliseconds": lambda local: local.microsecond // 1000,
}
GETTERS = frozenset(_GETTERS)


def rewritten(text: str) -> str:
    """The expression with `size`, which the library takes for bytes of a text, as a function of ours."""
    words = list(tokens(text))
    calls = {n for n, pair in enumerate(words[:-1]) if pair == ("name", "size") and words[n + 1][1] == "("}
    if not calls:
        return text
    return " ".join(_SIZE if n in calls else word for n, (_, word) in enumerate(words))


def day(moment: Any) -> str:
    """The local day of a moment, as 2018-03-05: such texts compare as days do."""
    return _local(moment, clock.LOCAL).date().isoformat()


def days_between(first: Any, last: Any) -> int:
    """How many local days lie between the days of two moments; below nothing if the second is the earlier."""
    days: timedelta = _local(last, clock.LOCAL).date() - _local(first, clock.LOCAL).date()
    return days.days


def _size(of: Any) -> int:
    if not isinstance(of, str | bytes | list | dict):
        raise TypeError(f"size() of {type(of).__name__}")
    return len(of)


def _local(moment: Any, zone: tzinfo) -> datetime:
    if not isinstance(moment, datetime):
        raise TypeError(f"{type(moment).__name__} is no moment")
    return moment.astimezone(zone)


def _getter(part: Callable[[datetime], int]) -> Callable[[Any, str], int]:
    return lambda moment, zone: part(_local(moment, _zone(zone)))


def _zone(name: str) -> tzinfo:
    """A zone by its name, or by what it is ahead of UTC."""
    if not name.startswith(("+", "-")):
        return ZoneInfo(name)
    hours, _, minutes = name[1:].partition(":")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if name.startswith("-") else ahead)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    _SIZE: _size,
    "day": day,
    "daysBetween": days_between,
    **{name: _getter(part) for name, part in _GETTERS.items()},
}
