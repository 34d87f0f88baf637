"""When what waits for an officer is due."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from jinlin.kernel.cases.selectors.listing import LARGEST
from jinlin.kernel.cases.selectors.work import work_of
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World


class Deadline(NamedTuple):
    """When a case is due; no more of it than is needed to find it."""

    due_at: datetime
    number: str
    title: str


def deadlines(actor: Actor, *, world: World | None = None) -> list[Deadline]:
    """The open cases that wait for this actor, at most 200, the soonest due first."""
    rows = work_of(actor, limit=LARGEST, world=world).rows
    return [Deadline(one.case.due_at, one.case.number, one.title) for one in rows if one.case.due_at]
