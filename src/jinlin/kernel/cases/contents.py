"""What a case holds: the values of its fields, in the open or under the case's key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinlin.kernel.cases import secret, vault
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.secret import Secret
from jinlin.lib.canonical import canonical
from jinlin.lib.crypto import Box

STREAM = "case/"
LONGEST_TITLE = 200


class Contents:
    """The values of one case. Its definition says which of them are sealed: these lie together in
    `case.sealed`, the others in `case.facts`, so that no value is ever taken for a ciphertext.

    A case that was last written before 0.2.0 has them all in `facts`, and there only those that its
    definition calls personal or sensitive are encrypted, each by itself. When such a value changes they come
    to lie as they do now.
    """

    def __init__(self, case: Case, definition: Definition) -> None:
        self._case = case
        self._definition = definition
        self._sealed = definition.sealed
        self._key: bytes | None = None
        self._box: Box | None = None
        self._hidden: dict[str, Any] | None = None
        self._changed = False

    def __copy__(self) -> Contents:
        """The same as it is now, whatever is put into this one afterwards."""
        other = Contents(self._case, self._definition)
        other._key, other._box, other._changed = self._key, self._box, self._changed
        other._hidden = None if self._hidden is None else dict(self._hidden)
        return other

    @property
    def id(self) -> int:
        """The id of the case."""
        return self._case.id

    @property
    def stream(self) -> str:
        """The name of the case's history in the journal."""
        return f"{STREAM}{self.id}"

    def about(self, name: str) -> str:
        """What a ciphertext is bound to: it cannot be moved to another case, or to another place of it."""
        return f"{self.stream}#{name}"

    @property
    def title(self) -> str:
        """What the case is about, as lists say it; empty if retention has destroyed it."""
        name = self._definition.title
        if self._case.public_title or name not in self._sealed:
            return self._case.public_title
        return str(self.get(name) or "")[:LONGEST_TITLE]

    def get(self, name: str) -> Any:
        """The value of a field; None if unset."""
        return self._opened().get(name) if name in self._sealed else self._case.facts.get(name)

    def put(self, name: str, value: Any) -> Any:
        """Set a field; what the journal is to keep of it."""
        sealed = name in self._sealed
        if name == self._definition.title:
            self._case.public_title = "" if sealed else str(value or "")[:LONGEST_TITLE]
        if not sealed:
            self._case.facts[name] = value
            return value
        hidden = self._opened()
        self._changed |= hidden.get(name) != value
        hidden[name] = value
        return None if value is None else Secret(value)

    def hidden(self) -> Mapping[str, Any]:
        """All values that are sealed."""
        return self._opened()

    def lock(self) -> None:
        """Write back to the case what is sealed, if any of it changed."""
        if not self._changed:
            return
        for name in self._sealed & self._case.facts.keys():
            del self._case.facts[name]
        if self._definition.title in self._sealed:
            self._case.public_title = ""
        left = {name: value for name, value in self._opened().items() if value is not None}
        self._case.sealed = self.make_box().lock(canonical(left).encode(), self.about("")) if left else None
        self._changed = False

    def destroy(self) -> list[str]:
        """Forget all that is sealed, and the key; the names of what there was."""
        names = sorted(name for name, value in self._opened().items() if value is not None)
        self._hidden, self._key, self._box, self._changed = {}, None, None, True
        self._case.sealed_key = None
        return names

    def locked(self, facts: Mapping[str, Any], stream: str) -> Mapping[str, Any]:
        """Facts as an event of `stream` keeps them: what is secret in them, under the case's key."""
        return secret.locked(facts, self.make_box, stream)

    def unlocked(self, facts: dict[str, Any], stream: str) -> dict[str, Any]:
        """The same facts with their secrets, without them once retention has destroyed the key."""
        if secret.SEALED not in facts:
            return facts
        if self._case.sealed_key is None:
            return {name: one for name, one in facts.items() if name != secret.SEALED}
        return secret.unlocked(facts, self.box(), stream)

    def key(self) -> bytes:
        """The case's data key. NotFound once retention has destroyed it."""
        if self._key is None:
            self._key = vault.unwrapped(self._case.sealed_key, self.stream)
        return self._key

    def make_key(self) -> bytes:
        """The case's data key, made on first use."""
        if self._case.sealed_key is None:
            self._key, self._case.sealed_key = vault.fresh_key(self.stream)
        return self.key()

    def box(self) -> Box:
        """What is under the key, to open it. NotFound once retention has destroyed it."""
        if self._box is None:
            self._box = Box(self.key())
        return self._box

    def make_box(self) -> Box:
        """The same with a key that is made on first use."""
        self.make_key()
        return self.box()

    def _opened(self) -> dict[str, Any]:
        if self._hidden is None:
            sealed = self._case.sealed
            self._hidden = json.loads(self.box().unlock(sealed, self.about(""))) if sealed else {}
            for name in self._sealed & self._case.facts.keys():
                self._hidden[name] = self._before(name, self._case.facts[name])
        return self._hidden

    def _before(self, name: str, kept: Any) -> Any:
        """A value as it was kept before all that is sealed lay together."""
        is_personal = self._definition.fields[name].privacy in vault.SEALED
        return vault.opened(kept, self.key(), self.about(name)) if is_personal and kept is not None else kept
