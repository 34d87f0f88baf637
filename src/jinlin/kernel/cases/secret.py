"""What the journal keeps of a value that lies under a case's key: within a change it is a `Secret`, which no
text can pass for; in an event all secrets lie together in one ciphertext, beside what is open."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinlin.lib.canonical import canonical
from jinlin.lib.crypto import Box

SEALED = "sealed"
"""The name under which an event's ciphertext stands among its facts, and nothing else ever."""


@dataclass(frozen=True)
class Secret:
    """A value that is written down under the case's key alone."""

    value: Any


def locked(facts: Mapping[str, Any], box: Callable[[], Box], about: str) -> Mapping[str, Any]:
    """The facts as they are written: what is secret in them, however deep in objects, in one ciphertext. The
    box is asked for if there is anything."""
    if not _any_in(facts):
        return facts
    plain, hidden = _parted(facts)
    return plain | {SEALED: base64.b64encode(box().lock(canonical(hidden).encode(), about)).decode()}


def unlocked(facts: Mapping[str, Any], box: Box, about: str) -> dict[str, Any]:
    """The facts as they were before `locked`, the secrets as plain values. CannotOpen."""
    if SEALED not in facts:
        return dict(facts)
    hidden = json.loads(box.unlock(base64.b64decode(facts[SEALED]), about))
    return _joined({name: one for name, one in facts.items() if name != SEALED}, hidden)


def _any_in(facts: Mapping[str, Any]) -> bool:
    for one in facts.values():  # noqa: SIM110 -- of every event: a generator would take three times as long
        if type(one) is Secret or (type(one) is dict and _any_in(one)):
            return True
    return False


def _parted(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    plain: dict[str, Any] = {}
    hidden: dict[str, Any] = {}
    for name, one in facts.items():
        if isinstance(one, Secret):
            hidden[name] = one.value
        elif isinstance(one, dict):
            plain[name], deeper = _parted(one)
            if deeper:
                hidden[name] = deeper
        else:
            plain[name] = one
    return plain, hidden


def _joined(plain: Mapping[str, Any], hidden: Mapping[str, Any]) -> dict[str, Any]:
    """Where both hold an object under a name, the two together."""
    both = {
        name: _joined(plain[name], one)
        for name, one in hidden.items()
        if isinstance(one, dict) and isinstance(plain.get(name), dict)
    }
    return {**plain, **hidden, **both}
