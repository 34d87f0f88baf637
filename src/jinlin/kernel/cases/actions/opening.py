"""Opening one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions.files import NewFile, check_file, put_on
from jinlin.kernel.cases.doubts import Doubt, doubt_of
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.openings import Opening, open_draft, opened_as
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.cases.vault import tracking_digest
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock, crypto


@dataclass(frozen=True)
class Opened:
    """The new case, the code by which whoever opened it can follow it without an account, and the doubt about
    where it is, if there is one."""

    draft: Draft
    tracking_code: str
    doubt: Doubt | None = None

    @property
    def case(self) -> Case:
        """The case's row."""
        return self.draft.case


def open_case(
    key: str,
    answers: Mapping[str, Any],
    actor: Actor,
    *,
    channel: str = "web",
    files: Sequence[NewFile] = (),
    world: World | None = None,
) -> Opened:
    """Open a case of type `pack/type`, with files that belong to it from the beginning.

    NotFound (no such type), NotAllowed (role), BadInput (files; answers: names every field), NotMet (a need).
    """
    checked = [check_file(one) for one in files]
    world = world or current_world()
    code = crypto.tracking_code()
    with whole_or_nothing():
        reader = DatabaseReader(world.revision)
        work = Work(world, reader)
        opening = Opening(reader.definition(key), answers, actor, channel, tracking=tracking_digest(code))
        draft = open_draft(work, opening, clock.now())
        put_on(draft, checked, actor, opened_as(draft))
        store.write(work.changed())
    return Opened(draft, code, doubt_of(draft.definition, answers, world))
