"""A year's holiday table has come: what was provisional for want of it is computed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from jinlin.kernel.alarms.actions import BUSY
from jinlin.kernel.cases import store
from jinlin.kernel.cases.engine.passing import settle
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.registry.selectors import world as current_world

BATCH = 500
Key = tuple[str, str]


def settle_cases(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
    """The alarm handler of streams `calendar/<year>`, which rings when the table of the year was loaded.

    Some cases at a time; the alarm stays due until none is left. Cases that somebody is changing now are
    left to the next time, unless that change settles them itself.
    """
    world = current_world()
    waiting: dict[Key, str] = {}
    for key in keys:
        year = int(key[0].partition("/")[2])
        if year not in world.calendar.tables:
            continue
        work = Work(world, DatabaseReader(world.revision))
        for draft in store.lock_provisional(year, BATCH):
            work.drafts[draft.case.id] = draft
            settle(work, draft, now)
        store.write(work.changed())
        if store.is_provisional(year):
            waiting[key] = BUSY
    return waiting
