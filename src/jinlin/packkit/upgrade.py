"""What installing a pack as its folder has it would change: tried and undone, so that nobody has to guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import current_definitions, open_by_definition
from jinlin.packkit.install import Installed, install
from jinlin.packkit.pack import Pack
from jinlin.packkit.stage import undone

How = Literal["new", "gone", "changed", "left"]


class Difference(NamedTuple):
    """Something in a type of case that new cases will have otherwise. `part` is `type`, `state`, `action`,
    `field`, or `key` of the type. A type that the folder has no more is `left` as it is installed."""

    type: str
    part: str
    name: str
    how: How


class Remaining(NamedTuple):
    """Open cases that keep the definition under which they were opened. `is_known`: the new definition has
    their state, so that they could be moved without mapping it."""

    type: str
    state: str
    open_cases: int
    is_known: bool


@dataclass(frozen=True)
class Upgrade:
    """What would change: `brings` by name, in the types of case, and for which open cases nothing."""

    brings: Installed
    differences: tuple[Difference, ...]
    remaining: tuple[Remaining, ...]

    def __bool__(self) -> bool:
        return bool(self.brings)


def upgrade(pack: Pack) -> Upgrade:
    """Install the pack, look, and undo it. For whoever may install packs: the owner of the tables."""
    before = {one.key: one for one in current_definitions() if one.pack == pack.name}
    with undone():
        brings = install(pack, may_go_back=True)
    after = {one.key: one for one in pack.definitions.values()}
    return Upgrade(brings, tuple(_differences(before, after)), tuple(_remaining(pack)))


def _differences(before: Mapping[str, Definition], after: Mapping[str, Definition]) -> Iterator[Difference]:
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        type_ = key.rpartition("/")[2]
        if old is None or new is None:
            yield Difference(type_, "type", type_, "new" if old is None else "left")
        elif old.digest != new.digest:
            yield from _within(type_, old, new)


PARTS = {"state": "states", "action": "actions", "field": "fields"}


def _within(type_: str, old: Definition, new: Definition) -> Iterator[Difference]:
    for part, key in PARTS.items():
        ours, theirs = getattr(old, key), getattr(new, key)
        for name in dict.fromkeys((*ours, *theirs)):
            if ours.get(name) != theirs.get(name):
                yield Difference(type_, part, name, _how(name in ours, name in theirs))
    for key in sorted(Definition.model_fields.keys() - {"asks", "facts", *PARTS.values()}):
        if getattr(old, key) != getattr(new, key):
            yield Difference(type_, "key", key, "changed")


def _how(is_in_old: bool, is_in_new: bool) -> How:
    if not is_in_old:
        return "new"
    return "changed" if is_in_new else "gone"


def _remaining(pack: Pack) -> Iterator[Remaining]:
    for one in open_by_definition(pack.name):
        new = pack.definitions.get(one.type)
        if new is None or new.digest != one.definition:
            is_known = new is not None and one.state in new.states
            yield Remaining(one.type, one.state, one.open_cases, is_known)
