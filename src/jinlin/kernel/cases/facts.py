"""What CEL sees of a case. Values are made only when an expression names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules import cel
from jinlin.lib import clock
from jinlin.lib.emergencies import calls_meant_by

if TYPE_CHECKING:
    from jinlin.kernel.cases.engine.work import Work

RESERVED = frozenset(
    {
        "case",
        "area",
        "actor",
        "clock",
        "cards",
        "done",
        "children",
        "dangers",
        "now",
        "today",
        "mark",
        "colour",
        "unit",
        "it",
    }
)


class CaseFacts:
    """What the expressions of one moment see: fields by name, and what RESERVED lists."""

    def __init__(self, work: Work, draft: Draft, actor: Actor, now: datetime, **more: Any) -> None:
        self._work = work
        self._draft = draft
        self._actor = actor
        self._now = now
        self._made = dict(more)

    def naming(self, names: Iterable[str]) -> Mapping[str, Any]:
        """The facts with at least these names; one that there is not stays out, and CEL then says so."""
        for name in names:
            if name not in self._made:
                self._make(name)
        return self._made

    def holds(self, text: str) -> bool:
        """Whether the expression is true of this case now."""
        return cel.holds(text, self.naming(cel.names(text)))

    def value(self, text: str) -> Any:
        """What the expression gives for this case now."""
        return cel.value(text, self.naming(cel.names(text)))

    def _make(self, name: str) -> None:
        ask = self._draft.definition.fields.get(name)
        if name in RESERVED_MAKERS:
            self._made[name] = RESERVED_MAKERS[name](self._draft, self._actor, self._now)
        elif ask is not None:
            plain = self._draft.plain(name)
            self._made[name] = seen(ask, plain, self._work.world, self._draft.definition.pack)


def seen(ask: Ask, value: Any, world: World, pack: str) -> Any:
    """A field's value as CEL sees it."""
    if ask.type == "code":
        return _row(world, ask.register_ or "", pack, value)
    if value is None:
        return None
    if ask.type == "organisation":
        return _organisation(world, value)
    if ask.type == "date":
        return stamp(datetime.fromisoformat(value).replace(tzinfo=clock.LOCAL))
    if ask.type == "moment":
        return stamp(datetime.fromisoformat(value))
    if ask.type == "rows":
        return [
            {name: seen(one, row.get(name), world, pack) for name, one in ask.of.items()} for row in value
        ]
    return value


def stamp(moment: datetime) -> datetime:
    """A moment as CEL takes it: in UTC, with a fixed offset."""
    return moment.astimezone(UTC)


def _row(world: World, register: str, pack: str, code: str | None) -> dict[str, Any]:
    key = register if "/" in register else f"{pack}/{register}"
    row = world.row(key, code) if code else None
    return dict(row) if row else {"code": "", **dict.fromkeys(world.columns(key), "")}


def _organisation(world: World, code: str) -> dict[str, str]:
    found = world.organisation(code)
    if found is None:
        return {"code": code, "name": code, "kind": "", "area": ""}
    return {"code": found.code, "name": found.name, "kind": found.kind, "area": found.area}


def _case(draft: Draft, _: Actor, now: datetime) -> dict[str, Any]:
    case = draft.case
    return {
        "number": case.number,
        "type": case.type,
        "state": case.state,
        "outcome": case.outcome or "",
        "area": case.area or "",
        "holder": case.holder or "",
        "category": case.category or "",
        "channel": case.channel,
        "opened": stamp(case.opened_at),
        "closed": stamp(case.closed_at or now),
        "parent": case.parent is not None,
    }


def _actor(draft: Draft, actor: Actor, _: datetime) -> dict[str, Any]:
    del draft
    post = actor.posts[0] if actor.posts else None
    return {
        "label": actor.label,
        "role": post.role if post else "",
        "organisation": post.organisation if post else "",
        "member": actor.member.n if actor.member else 0,
    }


def _clock(draft: Draft, _: Actor, now: datetime) -> dict[str, Any]:
    running = draft.clocks.running
    if running is None:
        return {"due": stamp(now), "lapsed": False, "runs": False, "extended": 0}
    return {
        "due": stamp(running.due),
        "lapsed": now >= running.due,
        "runs": True,
        "extended": running.extended,
    }


def _cards(draft: Draft, _: Actor, __: datetime) -> dict[str, int]:
    colours = [colour for _n, colour in draft.case.tally["standing"]]
    return {"yellow": colours.count(1), "red": colours.count(2)}


def _done(draft: Draft, _: Actor, __: datetime) -> dict[str, int]:
    acts = draft.case.tally["acts"]
    return {name: acts[name]["n"] if name in acts else 0 for name in draft.definition.actions}


def _children(draft: Draft, _: Actor, __: datetime) -> dict[str, Any]:
    tally: dict[str, dict[str, int]] = draft.case.tally["children"]
    none = {"total": 0, "open": 0, "closed": 0}
    whole = {part: sum(one.get(part, 0) for one in tally.values()) for part in none}
    return {**whole, **{name: none | one for name, one in tally.items()}}


def _dangers(draft: Draft, _: Actor, __: datetime) -> list[str]:
    """The emergency numbers of which the texts of the case make one think."""
    texts = (draft.plain(name) for name in sorted(draft.definition.searched))
    return [one.call for one in calls_meant_by(*texts)]


def _today(_: Draft, __: Actor, now: datetime) -> datetime:
    return stamp(now.astimezone(clock.LOCAL).replace(hour=0, minute=0, second=0, microsecond=0))


RESERVED_MAKERS: dict[str, Callable[[Draft, Actor, datetime], Any]] = {
    "case": _case,
    "area": lambda draft, _, __: draft.case.area or "",
    "actor": _actor,
    "clock": _clock,
    "cards": _cards,
    "done": _done,
    "children": _children,
    "dangers": _dangers,
    "now": lambda _, __, now: stamp(now),
    "today": _today,
}


def new_tally() -> dict[str, Any]:
    """The history of a case that has none yet."""
    return {"acts": {}, "standing": [], "shown": 0, "children": {}, "attachments": 0, "merged": 0}
