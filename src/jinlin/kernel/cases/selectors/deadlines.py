"""When what waits for an officer is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from jinlin.kernel.cases.selectors.listing import LARGEST
from jinlin.kernel.cases.selectors.narrowing import Filters
from jinlin.kernel.cases.selectors.work import work_of
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock

LATE = timedelta(weeks=4)
MOST_LATE = 50


class Deadline(NamedTuple):
    """When a case is due; no more of it than is needed to find it."""

    due_at: datetime
    number: str
    title: str


def deadlines(actor: Actor, *, world: World | None = None) -> list[Deadline]:
    """The open cases that wait for this actor, at most 200: those still to come, the soonest first, and after
    them, where there is room, at most 50 whose limit has passed within four weeks."""
    now = clock.now()
    coming = work_of(actor, Filters(due_from=now), limit=LARGEST, world=world).rows
    room = min(MOST_LATE, LARGEST - len(coming))
    since = Filters(due_from=now - LATE, due_before=now)
    late = work_of(actor, since, limit=room, world=world).rows if room else ()
    rows = (*coming, *late)
    return [Deadline(one.case.due_at, one.case.number, one.title) for one in rows if one.case.due_at]
