"""What rings: an emergency that nobody has taken up yet, and whom it calls."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from jinlin.kernel.cases.policies import Standing, may_take
from jinlin.kernel.cases.selectors import Filters, Listed, work_of
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import ShiftInfo, on_duty
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words
from jinlin.web.desk.rows import Row, row_of

MOST = 5


class Ring(NamedTuple):
    """A case that rings: as a row, what is asked, and the action that takes it up without a further word; ""
    where each of them asks something."""

    row: Row
    request: Words
    answer: str

    @property
    def answer_name(self) -> Words:
        """What that action is called."""
        return self.row.of.definition.actions[self.answer].name


class Ringing(NamedTuple):
    """All that rings for one reader, and who is on duty. `total` is bounded at 100."""

    rings: tuple[Ring, ...]
    total: int
    duty: tuple[ShiftInfo, ...]
    is_called: bool

    @property
    def digest(self) -> str:
        """Changes with what is shown."""
        shown = [(one.row.revision, one.answer) for one in self.rings]
        return sha256(repr((shown, self.total, self.duty, self.is_called)).encode()).hexdigest()[:16]


def ringing_for(actor: Actor, world: World) -> Ringing:
    """What rings for this actor: what one of their offices can answer. It calls whoever is on duty at their
    units, and everybody while nobody is; who cannot take it up by a word sees it and is not called."""
    work = work_of(actor, Filters(desk="ringing"), limit=MOST, world=world)
    duty = on_duty(post.organisation for post in actor.posts) if work.rows else ()
    rings = tuple(ring for one in work.rows for ring in _rings(one, actor, world))
    turn = not duty or actor.username in {one.username for one in duty}
    return Ringing(rings, work.count, duty, turn and any(ring.answer for ring in rings))


def _rings(one: Listed, actor: Actor, world: World) -> Iterator[Ring]:
    actions = one.definition.actions
    for request in one.case.requests or ():
        if request in one.definition.ringing:
            answer = next(_answers(one, request, actor, world), "")
            yield Ring(row_of(one, world), actions[request].name, answer)


def _answers(one: Listed, request: str, actor: Actor, world: World) -> Iterator[str]:
    standing = Standing(actor, one.case, one.definition, world)
    for name in one.definition.actions[request].answered_by:
        action = one.definition.actions[name]
        is_a_word = not action.asks and not action.to and action.starts_in(one.case.state, final=False)
        if is_a_word and may_take(standing, action):
            yield name
