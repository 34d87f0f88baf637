"""A case while a change to it is being worked out: nothing here touches the database."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.contents import STREAM, Contents
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor

__all__ = ["STREAM", "CardShown", "Draft"]


@dataclass(frozen=True)
class CardShown:
    """A card that this change shows."""

    n: int
    colour: int
    unit: str
    mark: str
    at: datetime


@dataclass
class Draft:
    """One case and what this change does to it besides its columns."""

    case: Case
    definition: Definition
    clocks: Clocks
    is_new: bool = False
    entries: list[Entry] = field(default_factory=list)
    cards_shown: list[CardShown] = field(default_factory=list)
    cards_lifted: dict[int, datetime] = field(default_factory=dict)
    finders: dict[str, frozenset[bytes]] = field(default_factory=dict)
    retention_at: datetime | None = None
    retention_changed: bool = False
    is_forgotten: bool = False
    is_reworded: bool = False
    set_in_motion: dict[str, list[Any]] = field(default_factory=dict)
    settled: int = 0
    """How many of the events belong to steps that are over: nobody adds to their facts."""

    @cached_property
    def contents(self) -> Contents:
        """The values of its fields."""
        return Contents(self.case, self.definition)

    @property
    def stream(self) -> str:
        """The name of the case's history in the journal."""
        return self.contents.stream

    @property
    def is_final(self) -> bool:
        """Whether the case is closed."""
        return self.definition.states[self.case.state].final

    @property
    def title(self) -> str:
        """What the case is about, as lists say it."""
        return self.contents.title

    def record(self, kind: str, actor: Actor, at: datetime, facts: dict[str, Any]) -> dict[str, Any]:
        """Write one event; the returned facts may still be added to until the step is over."""
        self.entries.append(Entry(self.stream, kind, actor.label, at, facts))
        return facts

    def plain(self, name: str) -> Any:
        """The value of a field; None if unset."""
        return self.contents.get(name)

    def put(self, name: str, value: Any) -> Any:
        """Set a field; what the journal is to keep of it, a `Secret` if the field is sealed."""
        if (before := self.plain(name)) != value:
            self.is_reworded |= name in self.definition.searched
            self._find_by(name, before, value)
        return self.contents.put(name, value)

    def put_all(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Set several fields; what the journal is to keep of them."""
        return {name: self.put(name, value) for name, value in values.items()}

    def _find_by(self, name: str, before: Any, value: Any) -> None:
        """What the case was found by goes with the value."""
        found = vault.finders(value)
        if found or vault.finders(before):
            self.finders[name] = found

    def about(self, name: str) -> str:
        """What an encrypted part of the case is bound to: it cannot be moved to another."""
        return self.contents.about(name)

    def kept(self) -> Callable[[], None]:
        """What puts this draft back to what it is now, whatever a step that failed has done to it."""
        case = self.case.__dict__ | {"facts": dict(self.case.facts)}
        tally = pickle.dumps(self.case.tally)  # half of what copying takes, and seldom read again
        told = [(cast(dict[str, Any], one.facts), _copied(one.facts)) for one in self.entries[self.settled :]]
        mine = self.__dict__ | self._apart()

        def restore() -> None:
            self.case.__dict__.update(case, tally=pickle.loads(tally))  # noqa: S301 -- our own, of a moment ago
            for name in self.__dict__.keys() - mine.keys():
                del self.__dict__[name]  # what was worked out since
            self.__dict__.update(mine)
            for facts, were in told:
                facts.clear()
                facts.update(were)

        return restore

    def _apart(self) -> dict[str, Any]:
        """What of it a step adds to or takes from, so that this is left as it is now."""
        return {
            "entries": list(self.entries),
            "cards_shown": list(self.cards_shown),
            "cards_lifted": dict(self.cards_lifted),
            "finders": dict(self.finders),
            "set_in_motion": {room: list(left) for room, left in self.set_in_motion.items()},
            "clocks": Clocks(self.clocks.running, dict(self.clocks.paused)),
            "contents": copy(self.contents),
        }

    def make_key(self) -> bytes:
        """The case's data key, made on first use."""
        return self.contents.make_key()

    def locked_entries(self) -> list[Entry]:
        """The events as the journal keeps them."""
        each = [(one, self.contents.locked(one.facts, one.stream)) for one in self.entries]
        return [one if facts is one.facts else one._replace(facts=facts) for one, facts in each]

    def rewrap(self) -> None:
        """Keep the data key under the present master key, and find personal values by that one."""
        key = self.contents.key()
        self.case.sealed_key = vault.wrapped(key, self.stream)
        for name, value in self.contents.hidden().items():
            if found := vault.finders(value):
                self.finders[name] = found


def _copied(value: Any) -> Any:
    """Lists and maps anew; what they hold at the bottom is not changed by anybody."""
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
