"""What an instrument is to the rest of the house: one object, by which packkit, worker, verify and stories
know all instruments and name none. Each declares its own in `instrument.py` of its folder; a new one touches
that folder and one line of the settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from django.apps import apps
from pydantic import BaseModel

from jinlin.kernel.cases import apart
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.effects import registry
from jinlin.kernel.cases.policies import name_parts
from jinlin.kernel.cases.policies.parts import PartOf
from jinlin.kernel.cases.selectors import name_events
from jinlin.lib.words import Words
from jinlin.lib.yaml12 import Trail


@dataclass(frozen=True)
class Beside:
    """The text file that each part has beside it, `folder/<name>suffix`, which becomes its `field`. A line in
    which `refuses` is found is refused: `code` names that kind of mistake, and `why` is its sentence."""

    folder: str
    suffix: str
    field: str
    refuses: re.Pattern[str]
    code: str
    why: Words
    largest: int = 200_000  # bytes


@dataclass(frozen=True)
class PackPart:
    """What packs bring for an instrument, each by its name under one key of a file. `called` is the noun by
    which effects refer to it (`Ref("document")`); `given` adds what the compiler knows, by pack and name."""

    called: str
    noun: Words
    file: str
    key: str
    model: type[BaseModel]
    given: Callable[[str, str], Mapping[str, Any]] = lambda _pack, _name: {}
    beside: Beside | None = None


Parts = Mapping[str, Any]
"""The parts of one kind that a pack brings, by name."""


@dataclass(frozen=True)
class Use:
    """An effect as a pack uses it: the type of case, the effect by name, its params as the YAML has them."""

    definition: Definition
    effect: str
    params: Any
    trail: Trail


class Checking(Protocol):
    """A pack that is being checked, as an instrument sees it. Mistakes are told by `wrong` and `unknown`:
    `at` is the use of an effect, or a file of the pack, and `trail` leads on from there."""

    @property
    def is_whole(self) -> bool:
        """Whether every case type could be read, so that something can be said of all."""

    @property
    def roles(self) -> Mapping[str, Any]:
        """The roles of the pack."""

    def parts(self, called: str) -> Parts:
        """The parts of this kind that could be read."""

    def uses(self, *effects: str) -> Iterator[Use]:
        """Every use of these effects."""

    def wrong(self, at: Use | str, trail: Trail, code: str, say: Words) -> None:
        """There is a mistake, of a kind that `code` names; the sentence says what helps."""

    def unknown(self, at: Use | str, trail: Trail, noun: str, name: str, known: Iterable[str]) -> None:
        """There is nothing of this name."""

    def wrong_in_text(self, name: str, line: int, code: str, say: Words) -> None:
        """There is a mistake in a text file of the pack's folder."""

    def is_good(self, definition: Definition, file: str, trail: Trail, text: str) -> bool:
        """Whether a CEL expression names what a case of this type has; if not, it is told."""

    def sample(self, definition: Definition, *, full: bool) -> Mapping[str, Any]:
        """Made-up facts of such a case: all that it can have, or only what it must have."""


@dataclass(frozen=True)
class Round:
    """What the worker does again and again in a queue of its own: `does` what is due, and says whether there
    is more to do at once. Without a round for `silent_after` the queue counts as silent."""

    does: Callable[[], bool]
    silent_after: timedelta


@dataclass(frozen=True)
class Audit:
    """What `jinlin verify` found of what an instrument keeps: how much it looked at, and its faults."""

    looked_at: Words
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Expectation:
    """What a story may say under this key of `expect`: its type, marked like the params of an effect, and
    what is seen of the case where the story wants `wanted`."""

    type: Any
    seen: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Instrument:
    """All that one instrument brings into the house.

    `events` names what it writes into the history of a case, and `event_parts` the part of the case of which
    an event tells; `apart` says which uses of an effect are for two people. `installs` brings the parts of a
    pack, by what they are `called`, into the installation and says whether anything changed. `checks` find
    the mistakes of a pack that no mark shows; what they find wanting is called by the parts' nouns, or by
    `nouns`. `expects` is what stories may expect of it. `rounds` are the worker's, by queue. `verifies`
    recomputes what the instrument keeps.
    """

    name: str
    effects: Mapping[str, registry.Kind] = field(default_factory=dict)
    writers: Mapping[str, registry.Write] = field(default_factory=dict)
    forgetters: Mapping[str, registry.Forget] = field(default_factory=dict)
    events: Mapping[str, Words] = field(default_factory=dict)
    event_parts: Mapping[str, PartOf] = field(default_factory=dict)
    apart: Mapping[str, apart.Keeps] = field(default_factory=dict)
    parts: tuple[PackPart, ...] = ()
    installs: Callable[[str, Mapping[str, Parts]], bool] | None = None
    checks: tuple[Callable[[Checking], None], ...] = ()
    nouns: Mapping[str, Words] = field(default_factory=dict)
    expects: Mapping[str, Expectation] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)
    verifies: Callable[[], Audit] | None = None


_DECLARED: dict[str, Instrument] = {}


def declare(instrument: Instrument) -> None:
    """Make an instrument known, and its effects to the kernel. ValueError if another has its name, or the
    name of one of its effects, parts, nouns, expectations or rounds."""
    if instrument.name in _DECLARED:
        raise ValueError(f"there are two instruments {instrument.name}")
    for other in _DECLARED.values():
        if twice := _names(instrument) & _names(other):
            raise ValueError(f"{instrument.name} and {other.name} both have {sorted(twice)}")
    _DECLARED[instrument.name] = instrument
    for name, kind in instrument.effects.items():
        registry.register(name, kind.type, kind.apply)
    for room, write in instrument.writers.items():
        registry.register_writer(room, write)
    for room, forget in instrument.forgetters.items():
        registry.register_forgetter(room, forget)
    for effect, keeps in instrument.apart.items():
        apart.register(effect, keeps)
    name_events(instrument.events)
    name_parts(instrument.event_parts)


def _names(instrument: Instrument) -> set[tuple[str, str]]:
    """What no other instrument may be called by."""
    nouns = {*instrument.nouns, *(one.called for one in instrument.parts)}
    kinds = {"noun": nouns, "expectation": set(instrument.expects), "round": set(instrument.rounds)}
    return {(kind, name) for kind, names in kinds.items() for name in names}


def declared() -> tuple[Instrument, ...]:
    """All instruments of this installation, in the order of the settings. AppRegistryNotReady before Django
    has them."""
    apps.check_models_ready()
    return tuple(_DECLARED.values())


def nouns() -> Mapping[str, Words]:
    """What instruments call the things that a pack may name wrongly."""
    of_parts = {part.called: part.noun for part in parts()}
    return of_parts | {name: noun for one in declared() for name, noun in one.nouns.items()}


def parts() -> tuple[PackPart, ...]:
    """All that packs can bring for instruments."""
    return tuple(part for instrument in declared() for part in instrument.parts)
