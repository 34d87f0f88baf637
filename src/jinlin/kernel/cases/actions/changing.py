"""A change that an instrument makes to a case outside of the actions of its pack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions.taking import locked
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import clock


@contextmanager
def changing(number: str, actor: Actor) -> Iterator[Step]:
    """A step on the case `number`, which is locked; what it did is stored at the end, or nothing of it.

    For instruments that have decided themselves that this actor may. NotFound if there is no such case.
    """
    world = current_world()
    with whole_or_nothing():
        work = Work(world, DatabaseReader(world.revision))
        yield Step(work, locked(work, number, []), actor, clock.now(), {})
        work.do_what_waits()
        store.write(work.changed())
