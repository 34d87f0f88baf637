"""A case while a change to it is being worked out: nothing here touches the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor

STREAM = "case/"


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
    finders: set[tuple[str, bytes]] = field(default_factory=set)
    retention_at: datetime | None = None
    retention_changed: bool = False
    is_forgotten: bool = False
    is_reworded: bool = False
    set_in_motion: dict[str, list[Any]] = field(default_factory=dict)
    _key: bytes | None = None

    @property
    def stream(self) -> str:
        """The name of the case's history in the journal."""
        return f"{STREAM}{self.case.id}"

    @property
    def is_final(self) -> bool:
        """Whether the case is closed."""
        return self.definition.states[self.case.state].final

    def record(self, kind: str, actor: Actor, at: datetime, facts: dict[str, Any]) -> dict[str, Any]:
        """Write one event; the returned facts may still be added to until the change is stored."""
        self.entries.append(Entry(self.stream, kind, actor.label, at, facts))
        return facts

    def plain(self, name: str) -> Any:
        """The value of a field, decrypted if it is kept encrypted; None if unset."""
        return vault.opened(self.case.facts.get(name), self._open_key, self.about(name))

    def put(self, name: str, value: Any) -> Any:
        """Set a field and return it as it is kept: encrypted if it is personal or sensitive."""
        ask = self.definition.fields[name]
        kept = value
        if value is not None and ask.privacy in vault.SEALED:
            kept = vault.sealed(value, self._make_key(), self.about(name))
            self.finders |= vault.finders(name, value)
        self.is_reworded |= name in self.definition.searched
        self.case.facts[name] = kept
        return kept

    def put_all(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Set several fields; what the journal keeps of them."""
        return {name: self.put(name, value) for name, value in values.items()}

    def about(self, name: str) -> str:
        """What an encrypted value is bound to: it cannot be moved to another case or field."""
        return f"{self.stream}#{name}"

    def make_key(self) -> bytes:
        """The case's data key, made on first use."""
        return self._make_key()

    def rewrap(self) -> None:
        """Keep the data key under the present master key, and find personal values by that one."""
        self.case.sealed_key = vault.wrapped(self._open_key(), self.stream)
        for name, ask in self.definition.fields.items():
            if ask.privacy in vault.SEALED:
                self.finders |= vault.finders(name, self.plain(name))

    def _open_key(self) -> bytes:
        if self._key is None:
            self._key = vault.unwrapped(self.case.sealed_key, self.stream)
        return self._key

    def _make_key(self) -> bytes:
        if self.case.sealed_key is None:
            self._key, self.case.sealed_key = vault.fresh_key(self.stream)
        return self._open_key()
