"""Taking one action on one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinlin.kernel.cases import store
from jinlin.kernel.cases.definitions import case_fields
from jinlin.kernel.cases.draft import STREAM, Draft
from jinlin.kernel.cases.engine.acts import act
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import Changed


def take(
    number: str,
    action: str,
    answers: Mapping[str, Any],
    actor: Actor,
    *,
    revision: int | None = None,
    world: World | None = None,
) -> Draft:
    """Take `action` on the case `number`. With `revision`, only if nobody changed the case since.

    NotFound, NotAllowed (role, or the pack wants somebody else), NotPossible (state), BadInput (answers),
    NotMet (a need of the pack), Changed (names what happened since).
    """
    world = world or current_world()
    with whole_or_nothing():
        work = Work(world, DatabaseReader(world.revision))
        draft = locked(work, number, _other_cases(answers, world.revision))
        if revision is not None and revision != draft.case.revision:
            raise _changed(draft, revision)
        act(work, draft, action, answers, actor, clock.now())
        store.write(work.changed())
    return draft


def locked(work: Work, number: str, others: list[str]) -> Draft:
    """Lock the case, its parent and the other cases that the answers name, and bring them into `work`."""
    for draft in store.lock_numbered([number, *others]):
        work.drafts[draft.case.id] = draft
    found = next((draft for draft in work.drafts.values() if draft.case.number == number), None)
    if found is None:
        raise no_such_case()
    return found


def _other_cases(answers: Mapping[str, Any], revision: int) -> list[str]:
    """The cases that the answers name: all are locked at once, by id, so that two merges cannot deadlock."""
    if not isinstance(answers, dict):
        return []
    fields = case_fields(revision)
    named = (value for name, value in answers.items() if name in fields and isinstance(value, str))
    return [value for value in named if value.isprintable()]  # the database takes no other


def _changed(draft: Draft, revision: int) -> Changed:
    since = history(f"{STREAM}{draft.case.id}", after=max(revision, 0), limit=20)
    return Changed(
        "本事项刚由他人办理，请刷新核对后再办",
        "Somebody changed this case after you read it; see what happened and decide again",
        since=[{"kind": event.kind, "at": event.at.isoformat(), "revision": event.seq} for event in since],
        revision=draft.case.revision,
    )
