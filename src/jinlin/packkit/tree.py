"""What a YAML file says, as plain values, with the place where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinlin.lib.yaml12 import Trail
from jinlin.packkit.faults import Place


@dataclass(frozen=True)
class Tree:
    """Plain values and the place of every key and list item, found by the trail that leads to it."""

    data: Any
    places: Mapping[Trail, Place]

    def place(self, *trail: str | int) -> Place:
        """Where `trail` stands; where there is no such part, the nearest part above it."""
        while trail not in self.places:
            trail = trail[:-1]
        return self.places[trail]

    def at(self, *trail: str | int) -> Tree:
        """The part under `trail` as a tree of its own. Errors: KeyError, IndexError where there is none."""
        data = self.data
        for step in trail:
            data = data[step]
        long = len(trail)
        inside = {key[long:]: place for key, place in self.places.items() if key[:long] == trail}
        return Tree(data, {(): self.place(*trail), **inside})

    def get(self, *trail: str | int) -> Any:
        """The value under `trail`, or None."""
        data = self.data
        for step in trail:
            if isinstance(data, Mapping):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data

    def walk(self) -> Iterator[tuple[Trail, Any]]:
        """Every part with its trail, from the top down."""
        yield from _walk((), self.data)


def _walk(trail: Trail, data: Any) -> Iterator[tuple[Trail, Any]]:
    yield trail, data
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _walk((*trail, key), value)
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _walk((*trail, position), value)


def merged(base: Tree, own: Tree) -> Tree:
    """`own` laid over `base`: mappings merge key by key, all else is replaced by `own`, null removes."""
    if not isinstance(own.data, dict):
        return own
    if not isinstance(base.data, dict):
        base = Tree({}, own.places)
    data: dict[Any, Any] = {}
    places: dict[Trail, Place] = {(): own.place()}
    for key in (*base.data, *(one for one in own.data if one not in base.data)):
        part = _merged_part(base, own, key)
        if part is not None:
            data[key] = part.data
            places.update({(key, *trail): place for trail, place in part.places.items()})
    return Tree(data, places)


def _merged_part(base: Tree, own: Tree, key: Any) -> Tree | None:
    if key not in own.data:
        return base.at(key)
    if own.data[key] is None:
        return None
    below = base.at(key) if key in base.data else Tree(None, {(): own.place(key)})
    return merged(below, own.at(key))


def removals_of_nothing(base: Any, own: Any, trail: Trail = ()) -> Iterator[Trail]:
    """The nulls in `own` that have nothing in `base` to remove: mostly a name that is spelt wrong."""
    if isinstance(own, Mapping):
        for key, value in own.items():
            below = base.get(key) if isinstance(base, Mapping) else None
            if value is None and below is None:
                yield (*trail, key)
            yield from removals_of_nothing(below, value, (*trail, key))
