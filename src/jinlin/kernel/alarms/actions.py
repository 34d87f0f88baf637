"""Setting alarms, and ringing those whose moment has come."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jinlin.kernel.alarms import table
from jinlin.kernel.alarms.table import Key
from jinlin.lib import clock
from jinlin.lib.clauses import Clause
from jinlin.lib.errors import Problem
from jinlin.lib.words import Words

Handler = Callable[[Sequence[Key], datetime], Mapping[Key, str]]
"""Takes the alarms that ring and the moment; returns, for those that failed, the sentence that says why."""

BUSY: Final = ""
"""What a handler reports of a stream that somebody else is changing now: the alarm stays due."""

TRY_AGAIN: Final = timedelta(minutes=15)

handlers: dict[str, Handler] = {}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rung:
    """How many alarms were rung, those with trouble included, and the sentence of each trouble."""

    count: int
    troubles: Mapping[Key, str]


def register(prefix: str, handler: Handler) -> None:
    """Let `handler` ring the alarms of all streams `prefix/...`. ValueError if the prefix is taken."""
    if handlers.setdefault(prefix, handler) is not handler:
        raise ValueError(f"alarms of {prefix}/ already have a handler")


def set_alarms(wanted: Mapping[Key, datetime | None]) -> None:
    """Set each alarm to its moment, in place of the one it had; None removes it."""
    table.execute(clauses(wanted))


def clauses(wanted: Mapping[Key, datetime | None]) -> list[Clause]:
    """What `set_alarms` writes, for whoever writes more with it."""
    put = table.put((key, at, "") for key, at in wanted.items() if at is not None)
    return [*put, *table.remove(key for key, at in wanted.items() if at is None)]


def hold_alarms(streams: Iterable[str]) -> None:
    """Keep the alarms of these streams from ringing until our transaction ends; wait for those that ring."""
    table.hold(streams)


def ring(limit: int = 500) -> Rung:
    """Ring at most `limit` alarms that have come, the oldest first; another worker's are left to it.

    An alarm that its handler neither moved nor removed is removed. One that is in trouble rings again
    after `TRY_AGAIN`. If a handler raises, nothing of the batch stands, and each alarm is rung alone. If it
    is the database that is gone, its error is raised and every alarm stays due.
    """
    now = clock.now()
    taken: dict[Key, datetime] = {}
    try:
        with transaction.atomic():
            taken.update(table.take_due(now, limit))
            return _hand_over(taken, now)
    except Exception as error:
        if not taken or table.is_gone(error):
            raise
        _log.exception("A batch of %d alarms failed; each is rung alone.", len(taken))
    alone = [_ring_alone(key, at, now) for key, at in taken.items()]
    return Rung(
        sum(rung.count for rung in alone),
        {key: sentence for rung in alone for key, sentence in rung.troubles.items()},
    )


def _ring_alone(key: Key, at: datetime, now: datetime) -> Rung:
    try:
        with transaction.atomic():
            return _hand_over(table.take_again(key, at), now)
    except Exception as error:
        if table.is_gone(error):
            raise
        _log.exception("The alarm %s of %s failed.", key[1], key[0])
        trouble = {key: _sentence(error)}
    with transaction.atomic():
        if not table.take_again(key, at):
            return Rung(0, {})
        _postpone(trouble, now)
    return Rung(1, trouble)


def _hand_over(taken: Mapping[Key, datetime], now: datetime) -> Rung:
    """Give the alarms that we hold to their handlers, and tidy up after them."""
    reports: dict[Key, str] = {}
    for prefix, keys in _by_prefix(taken).items():
        reports.update(handlers.get(prefix, _nobody)(keys, now))
    if strangers := reports.keys() - taken.keys():
        raise ValueError(f"a handler reported alarms that it was not given: {sorted(strangers)}")
    troubles = {key: sentence for key, sentence in reports.items() if sentence != BUSY}
    _postpone(troubles, now)
    table.execute(table.remove_unmoved({key: at for key, at in taken.items() if key not in reports}))
    return Rung(len(taken) - len(reports) + len(troubles), troubles)


def _postpone(troubles: Mapping[Key, str], now: datetime) -> None:
    table.execute(table.put((key, now + TRY_AGAIN, sentence) for key, sentence in troubles.items()))


def _by_prefix(keys: Iterable[Key]) -> Mapping[str, list[Key]]:
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key in keys:
        groups[key[0].partition("/")[0]].append(key)
    return groups


def _nobody(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
    """The handler of a prefix that nobody registered."""
    sentence = Words(
        zh="本系统中没有处理这类提醒的部分，可能少装了组件。",
        en="Nothing in this installation answers alarms of this kind; a part of it may be missing.",
    )
    return dict.fromkeys(keys, str(sentence))


def _sentence(error: Exception) -> str:
    if isinstance(error, Problem):
        return str(error)
    cause = f"{type(error).__name__}: {error}"
    return str(Words(zh=f"到时处理失败：{cause}", en=f"What was due could not be done: {cause}"))
