"""How often an action is taken: so many times on a case, or once in a while. Told before it is tried."""

from __future__ import annotations

from datetime import datetime

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.world import World
from jinlin.lib.deadlines import end
from jinlin.lib.spans import Span
from jinlin.lib.words import Words

LAST = "last"  # in the tally of an action that is taken once in a while: when it was


def too_often(draft: Draft, name: str, world: World, now: datetime) -> Words | None:
    """Why the action cannot be taken again now; None if it can."""
    action = draft.definition.actions[name]
    taken = draft.case.tally["acts"].get(name, {"n": 0})["n"]
    if action.limit is not None and taken >= action.limit:
        return Words(
            zh=f"“{action.name.zh}”每件最多{action.limit}次，已办过{taken}次",
            en=f"'{action.name.en}' can be taken {action.limit} times on a case; it was taken {taken} times",
        )
    again = again_from(draft, name, world)
    if again is None or again <= now:
        return None
    when = end(again).words
    return Words(
        zh=f"“{action.name.zh}”已经办过，对方已收到；{when.zh}起可以再办",
        en=f"'{action.name.en}' was done already and is known to those concerned; again from {when.en}",
    )


def again_from(draft: Draft, name: str, world: World) -> datetime | None:
    """From when an action that is taken once in a while can be taken again; None of any other, or if it was
    not taken yet."""
    action = draft.definition.actions[name]
    last = draft.case.tally["acts"].get(name, {}).get(LAST)
    if action.once_in is None or last is None:
        return None
    return world.calendar.provisional.add(datetime.fromisoformat(last), Span.parse(action.once_in))


def note_when(draft: Draft, name: str, now: datetime) -> None:
    """Remember when it was taken, if that counts."""
    if draft.definition.actions[name].once_in is not None:
        draft.case.tally["acts"][name][LAST] = now.isoformat()
