"""A matter as its page tells it: to everybody what is public, to whoever holds its code all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import (
    CaseView,
    OpenAction,
    PublicCase,
    TimelineEntry,
    WhoseTurn,
    current_definition,
    latest_of,
    open_actions,
    provisional_year,
    public_timelines,
    whose_turn,
)
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.web import manner
from jinlin.web.forms.fields import Ground
from jinlin.web.language import say
from jinlin.web.portal.progress import Stop, way
from jinlin.web.values import Shown, area_name, seen, shown, unit_name

OPENED = "opened"
Labelled = tuple[tuple[str, Shown], ...]


@dataclass(frozen=True)
class Entry:
    """Something that happened: what, when, which unit or whether the reader, and what was said with it."""

    name: Words
    at: datetime
    unit: str
    by_reader: bool = False
    said: Labelled = ()


@dataclass(frozen=True)
class Matter:
    """What everybody reads, and what is told only to whoever opened it. `told` are the public fields, to
    whoever opened it what they wrote."""

    number: str
    type: str
    type_name: Words
    title: str
    state_name: Words
    say: Words
    is_final: bool
    unit: str
    turn: str
    area: str
    opened_at: datetime
    due_at: datetime | None
    provisional: int | None
    closed_at: datetime | None
    card: int
    way: tuple[Stop, ...]
    history: tuple[Entry, ...]
    is_own: bool = False
    goes_on_in: str = ""
    told: Labelled = ()
    earlier: int | None = None
    is_urgent: bool = False

    @property
    def days(self) -> int:
        """Calendar days that it has taken so far, or took."""
        end = self.closed_at or clock.now()
        return (_day(end) - _day(self.opened_at)).days

    @property
    def is_late(self) -> bool:
        """Whether its limit has passed, and not only a provisional one."""
        passed = self.due_at is not None and self.due_at < clock.now()
        return passed and not self.is_final and not self.provisional


def public_matter(one: PublicCase, world: World) -> Matter:
    """A public case for everybody, with its public fields. Three queries."""
    entries = public_timelines([one.number], world=world).get(one.number, ())
    definition = current_definition(one.type, world.revision)
    return Matter(
        one.number, one.type, one.type_name, say(one.title), one.state_name, one.say, one.is_final,
        say(one.holder_name) if one.holder_name else "", _in_words(whose_turn(one, definition), world),
        one.area_name or "",
        one.opened_at, one.due_at, one.provisional, one.closed_at, one.card,
        way(definition, [entry.kind for entry in entries], one.state),
        tuple(Entry(entry.name, entry.at, say(entry.unit) if entry.unit else "") for entry in entries),
        told=tuple(_public(one, definition, world)),
    )  # fmt: skip


def own_matter(view: CaseView, before: int = 0) -> Matter:
    """A case for whoever opened it; of its history the last events, or those before the event `before`."""
    case, definition, world = view.case, view.definition, view.standing.world
    stretch, state = latest_of(view, before), definition.states[case.state]
    entries = stretch.entries[::-1]
    ground = Ground.of(definition, world)
    return Matter(
        case.number, definition.key, definition.name, view.title or say(definition.name),
        state.name, state.say, state.final,
        unit_name(case.holder, world), _in_words(whose_turn(case, definition), world),
        area_name(case.area, world),
        case.opened_at, case.due_at, provisional_year(case.clock), case.closed_at, case.card,
        way(definition, [entry.kind for entry in entries], case.state),
        tuple(_entry(definition, entry, ground) for entry in entries),
        is_own=True,
        goes_on_in=_goes_on_in(entries) if case.merged_into else "",
        told=tuple(_told(view, ground)),
        earlier=stretch.earlier,
        is_urgent=not state.final and bool(case.facts.get(definition.urgent or "")),
    )  # fmt: skip


def own_roles(definition: Definition) -> frozenset[str]:
    """The roles of whoever opened a case of this type."""
    return frozenset(name for name, role in definition.roles.items() if role.scope == "opener")


def is_opener(view: CaseView) -> bool:
    """Whether the reader of this view is whoever opened the case."""
    return view.sight.is_own


def open_to_opener(view: CaseView, actor: Actor) -> list[OpenAction]:
    """What whoever opened the case can do now, and what the pack would let them do at another time."""
    own = own_roles(view.definition)
    actions = open_actions(view, actor, view.standing.world)
    return [one for one in actions if own.intersection(view.definition.actions[one.name].by)]


def _in_words(turn: WhoseTurn, world: World) -> str:
    """Whose turn it is: the unit, or those who verify or call back; nobody once it is closed."""
    return unit_name(turn.unit, world) or manner.listed(say(role) for role in turn.roles)


def _public(one: PublicCase, definition: Definition, world: World) -> Iterator[tuple[str, Shown]]:
    """The public fields, but for what stands at the top of the page already."""
    ground, at_the_top = Ground.of(definition, world), {definition.title, "area"}
    for name, value in one.fields.items():
        if name not in at_the_top and value not in (None, "", []):
            ask = definition.fields[name]
            yield say(ask.name), shown(ask, value, ground)


def _told(view: CaseView, ground: Ground) -> Iterator[tuple[str, Shown]]:
    """What was told when the case was opened."""
    for field in view.fields:
        if field.name in view.definition.asks and field.value not in (None, "", []):
            yield say(field.ask.name), seen(field, ground)


def _entry(definition: Definition, entry: TimelineEntry, ground: Ground) -> Entry:
    by_reader = entry.facts.get("as", {}).get("role") in own_roles(definition)
    return Entry(entry.name, entry.at, entry.by, by_reader, tuple(_said(definition, entry, ground)))


def _said(definition: Definition, entry: TimelineEntry, ground: Ground) -> Iterator[tuple[str, Shown]]:
    if entry.kind == OPENED:  # it stands apart on the page
        return
    for name, value in entry.facts.get("answers", {}).items():
        ask = definition.fields.get(name)
        if ask is not None and value is not None:
            yield say(ask.name), shown(ask, value, ground)


def _goes_on_in(entries: Sequence[TimelineEntry]) -> str:
    return next((str(one.facts["into"]) for one in reversed(entries) if "into" in one.facts), "")


def _day(at: datetime) -> datetime:
    return at.astimezone(clock.LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
