"""The vital signs, read in a handful of small queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from jinlin.instruments.messages import selectors as messages
from jinlin.kernel.alarms import selectors as alarms
from jinlin.kernel.journal import selectors as journal
from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.project.vitals import beats

ALARM_LATE = timedelta(minutes=5)
MESSAGE_LATE = timedelta(minutes=15)
SEAL_LATE = timedelta(hours=26)  # a night's seal that came two hours later


class Vitals(NamedTuple):
    """How the house does at a moment. Each `oldest_…` is since when the first of them waits."""

    at: datetime
    alarms_due: int
    oldest_alarm: datetime | None
    alarms_troubled: int
    messages_waiting: int
    oldest_message: datetime | None
    messages_troubled: int
    beats: Mapping[str, datetime]
    unsealed: int
    sealed_at: datetime | None
    seal: int

    @classmethod
    def none(cls) -> Vitals:
        """Those of a house in which nothing waits and nothing was ever done."""
        return cls(clock.now(), 0, None, 0, 0, None, 0, {}, 0, None, 0)


def take() -> Vitals:
    """Read them now."""
    now = clock.now()
    seal = journal.last_seal()
    return Vitals(
        at=now,
        alarms_due=alarms.due_count(now),
        oldest_alarm=alarms.oldest_due(now),
        alarms_troubled=alarms.troubled_count(),
        messages_waiting=messages.waiting(),
        oldest_message=messages.oldest_waiting(),
        messages_troubled=messages.troubled_count(),
        beats=beats.seen(),
        unsealed=journal.unsealed(),
        sealed_at=seal.sealed_at if seal else None,
        seal=seal.number if seal else 0,
    )


def troubles(found: Vitals) -> Iterator[tuple[str, Words]]:
    """What is not as it should be: a code for programs, and the sentence for whoever watches."""
    for part in _silent(found):
        yield (
            "worker-silent",
            Words(zh=f"后台任务（{part}）没有动静", en=f"The worker's part {part} is silent"),
        )
    if _is_late(found.oldest_alarm, found.at, ALARM_LATE):
        yield (
            "alarms-late",
            Words(zh=f"{found.alarms_due} 个提醒已到时未响", en=f"{found.alarms_due} alarms are overdue"),
        )
    if found.alarms_troubled:
        yield (
            "alarms-troubled",
            Words(
                zh=f"{found.alarms_troubled} 个提醒处理失败，会再试",
                en=f"{found.alarms_troubled} alarms failed and ring again",
            ),
        )
    if _is_late(found.oldest_message, found.at, MESSAGE_LATE):
        yield (
            "messages-late",
            Words(
                zh=f"{found.messages_waiting} 条消息还没有发出",
                en=f"{found.messages_waiting} messages are unsent",
            ),
        )
    if found.unsealed and _is_late(found.sealed_at, found.at, SEAL_LATE):
        yield (
            "seal-late",
            Words(
                zh=f"日志上次封存是 {found.sealed_at}", en=f"The journal was last sealed at {found.sealed_at}"
            ),
        )


def _silent(found: Vitals) -> list[str]:
    return [part for part, most in beats.LATEST.items() if _is_silent(found.beats.get(part), found.at, most)]


def _is_silent(last: datetime | None, now: datetime, most: timedelta) -> bool:
    return last is None or now - last > most


def _is_late(since: datetime | None, now: datetime, most: timedelta) -> bool:
    return since is not None and now - since > most
