"""One action with one set of answers on many cases: each by itself, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.policies import Standing, may_take
from jinlin.kernel.cases.selectors import Listed
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput, NotPossible, Problem

MOST = 200


class Chosen(NamedTuple):
    """A case that was ticked in a list, as the list showed it."""

    number: str
    revision: int

    @classmethod
    def read(cls, marks: Iterable[str]) -> list[Chosen]:
        """From `number@revision`, each case once. BadInput for none, for too many, and for no such mark."""
        found = {one.number: one for one in map(cls._read, marks)}
        if not found:
            raise BadInput("请先勾选事项", "Tick some cases first")
        if len(found) > MOST:
            raise BadInput(f"一次最多办理{MOST}件", f"At most {MOST} cases at once")
        return list(found.values())

    @classmethod
    def _read(cls, mark: str) -> Chosen:
        number, _, revision = mark.rpartition("@")
        if not number or "\0" in number or not (revision.isascii() and revision.isdigit()) or len(mark) > 80:
            raise BadInput("勾选的事项不对，请刷新列表", "That is no case of the list; reload it")
        return cls(number, int(revision))

    @property
    def mark(self) -> str:
        """As the list sends it."""
        return f"{self.number}@{self.revision}"


class Offer(NamedTuple):
    """An action of one type of case, and on how many of the chosen ones this actor may take it now."""

    key: str
    name: str
    action: Action
    fits: int
    like: Listed

    @property
    def mark(self) -> str:
        """As the form sends it."""
        return f"{self.key}:{self.name}"


class Result(NamedTuple):
    """What became of one case: done, or why not."""

    number: str
    title: str
    problem: Problem | None


def offers(rows: Sequence[Listed], actor: Actor, world: World) -> list[Offer]:
    """What can be done with at least one of these cases, by how many. Needs are looked at when it is done."""
    found: dict[tuple[str, str], list[Listed]] = {}
    for one in rows:
        for name in _possible(one, actor, world):
            found.setdefault((one.definition.key, name), []).append(one)
    made = [
        Offer(key, name, some[0].definition.actions[name], len(some), some[0])
        for (key, name), some in found.items()
    ]
    return sorted(made, key=lambda one: -one.fits)


def do(
    offer: Offer, chosen: Iterable[Chosen], rows: Mapping[str, Listed], given: Mapping[str, Any], actor: Actor
) -> list[Result]:
    """Take the action on each case by itself: what one is refused keeps none of the others."""
    return [
        Result(one.number, rows[one.number].title, _done(offer, one, rows[one.number], given, actor))
        for one in chosen
    ]


def _done(offer: Offer, one: Chosen, row: Listed, given: Mapping[str, Any], actor: Actor) -> Problem | None:
    if row.definition.key != offer.key:
        return NotPossible(
            "这是另一类事项，没有这个操作", "This is another type of case, without such an action"
        )
    try:
        take(one.number, offer.name, given, actor, revision=one.revision)
    except Problem as problem:
        return problem
    return None


def _possible(one: Listed, actor: Actor, world: World) -> Iterator[str]:
    case, definition = one.case, one.definition
    final = definition.states[case.state].final
    standing = Standing(actor, case, definition, world)
    for name, action in definition.actions.items():
        if action.starts_in(case.state, final=final) and may_take(standing, action):
            yield name
