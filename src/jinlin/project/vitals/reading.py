"""The vital signs, read in a handful of small queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from jinlin.instruments.messages import selectors as messages
from jinlin.kernel.alarms import selectors as alarms
from jinlin.kernel.journal import selectors as journal
from jinlin.kernel.journal.health import SealHealth
from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.project.vitals import beats

ALARM_LATE = timedelta(minutes=5)
MESSAGE_LATE = timedelta(minutes=15)


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
    seals: SealHealth

    @classmethod
    def none(cls) -> Vitals:
        """Those of a house in which nothing waits and nothing was ever done."""
        return cls(clock.now(), 0, None, 0, 0, None, 0, {}, SealHealth(0, None, None, "", (), late=False))


def take() -> Vitals:
    """Read them now."""
    now = clock.now()
    return Vitals(
        at=now,
        alarms_due=alarms.due_count(now),
        oldest_alarm=alarms.oldest_due(now),
        alarms_troubled=alarms.troubled_count(),
        messages_waiting=messages.waiting(),
        oldest_message=messages.oldest_waiting(),
        messages_troubled=messages.troubled_count(),
        beats=beats.seen(),
        seals=journal.seal_health(),
    )


def troubles(found: Vitals) -> Iterator[tuple[str, Words]]:
    """What is not as it should be: a code for programs, and the sentence for whoever watches."""
    for part in beats.silent(found.beats, found.at):
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
    if found.seals.late:
        yield "seal-late", _what_keeps_the_seals(found.seals)


def _what_keeps_the_seals(seals: SealHealth) -> Words:
    troubles = [seals.trouble, *(f"{one.sink}: {one.trouble}" for one in seals.copies if one.trouble)]
    why = "; ".join(filter(None, troubles))
    return Words(
        zh=f"日志没有按时封存，或者封存没有送出：上次封存是{seals.sealed_at or '（从未）'}。{why}",
        en=f"The journal is not sealed in time, or its seals do not get out: last sealed at "
        f"{seals.sealed_at or '(never)'}. {why}",
    )


def _is_late(since: datetime | None, now: datetime, most: timedelta) -> bool:
    return since is not None and now - since > most
