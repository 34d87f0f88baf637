"""A pin that lies elsewhere than what was written: whoever reports is asked which of the two is meant, and a
program is told. It refuses nothing, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from jinlin.kernel.cases.definition import AREA, FREE_TEXT, Definition
from jinlin.kernel.registry.world import AreaInfo, World
from jinlin.lib.geodesy import Point, to_wgs84
from jinlin.lib.words import Words

LOOKED_AT = 400  # characters of each text: where it is stands at its beginning


class Doubt(NamedTuple):
    """The area in which the pin lies, and the other one that was chosen or written."""

    pin: AreaInfo
    named: AreaInfo

    @property
    def words(self) -> Words:
        """What is told whoever cannot be asked."""
        pin, named = self.pin.name, self.named.name
        return Words(
            zh=f"地图上的位置在{pin}，填写的是{named}，两处不一致，请核对",
            en=f"The pin lies in {pin}, and what was written names {named}: please say which one it is",
        )


def doubt_of(definition: Definition, given: Mapping[str, Any], world: World) -> Doubt | None:
    """The doubt about where it is, if there is one. An area that holds the other is no contradiction, and of
    several areas that a text names one that fits is enough."""
    pin = _pin(given.get(definition.placed_by or ""), world)
    if pin is None:
        return None
    for named in _named(definition, given, world):
        if not any(world.within(pin.code, one.code) or world.within(one.code, pin.code) for one in named):
            return Doubt(pin, named[0])
    return None


def _pin(value: Any, world: World) -> AreaInfo | None:
    try:
        at = to_wgs84(Point.model_validate(value))
    except ValueError:
        return None  # it is refused, or there is none
    cell = world.grid_cell_at(at.x, at.y)
    return world.area(cell.area) if cell else None


def _named(definition: Definition, given: Mapping[str, Any], world: World) -> Iterator[list[AreaInfo]]:
    """What was chosen, otherwise what each text names."""
    chosen = given.get(AREA)
    if isinstance(chosen, str) and chosen:
        if area := world.area(chosen):
            yield [area]
        return
    for name, ask in definition.asks.items():
        text = given.get(name)
        if ask.type in FREE_TEXT and isinstance(text, str) and (found := _in_text(text, world)):
            yield found


def _in_text(text: str, world: World) -> list[AreaInfo]:
    """The areas whose names stand in a text, the longest names first."""
    names = _names(world)
    start = text[:LOOKED_AT]
    found = (
        names.get(start[at : at + length], ())
        for length in sorted({len(name) for name in names}, reverse=True)
        for at in range(len(start) - length + 1)
    )
    named = [area for areas in found for area in areas]
    return [one for one in named if not any(_holds(one, other, world) for other in named)]


def _holds(one: AreaInfo, other: AreaInfo, world: World) -> bool:
    """Whether `other` lies in `one` and says it more exactly."""
    return other.code != one.code and world.within(other.code, one.code)


@lru_cache(maxsize=2)
def _names(world: World) -> Mapping[str, tuple[AreaInfo, ...]]:
    """The areas of a revision by name."""
    names: dict[str, tuple[AreaInfo, ...]] = {}
    for area in _below("", world):
        names[area.name] = (*names.get(area.name, ()), area)
    return names


def _below(parent: str, world: World) -> Iterator[AreaInfo]:
    for area in world.children(parent):
        yield area
        yield from _below(area.code, world)
