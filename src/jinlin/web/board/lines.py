"""The board's figures as lines: each with both its numbers, and the list of the cases behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from jinlin.kernel.cases.selectors import Counts, Standing
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.words import Words

CASES = "/desk/search"
NOBODY = Words(zh="尚未交办", en="With nobody yet")
NOWHERE = Words(zh="未注明地点", en="Without a place")


class Tile(NamedTuple):
    """One figure of the board: `n`, of `d` where it is a share, and the address of the cases it counts."""

    name: Words
    n: int
    d: int | None
    cases: str
    tone: str = ""

    @property
    def percent(self) -> str:
        """The share in percent to one place; nothing where there is nothing to divide by."""
        return f"{self.n * 100 / self.d:.1f}" if self.d else ""


class Line(NamedTuple):
    """How the open cases of a unit or an area stand; `cases` and `late` lead to those behind the numbers."""

    name: str | Words
    standing: Standing
    cases: str
    late: str


def tiles(found: Counts) -> list[Tile]:
    """The figures of the first row."""
    day, stands, now = clock.today(), found.all, clock.now().isoformat()
    since = clock.local_moment(day).isoformat()
    closed, clean = sum(one.closed for one in found.days), sum(one.without_card for one in found.days)
    first = clock.local_moment(found.days[0].day).isoformat()
    return [
        Tile(Words(zh="今日受理", en="In today"), found.today.opened, None, behind(opened_from=since)),
        Tile(Words(zh="今日办结", en="Closed today"), found.today.closed, None, behind(closed_from=since)),
        Tile(Words(zh="在办", en="Open"), stands.open, None, behind(open="true")),
        Tile(
            Words(zh="今日到期", en="Due today"),
            stands.due_today,
            stands.open,
            behind(open="true", due_before=clock.local_moment(day + timedelta(days=1)).isoformat()),
        ),
        Tile(
            Words(zh="逾期在办", en="Open and late"),
            stands.late,
            stands.open,
            behind(open="true", due_before=now),
            tone="late",
        ),
        Tile(
            Words(zh="三十日内未亮牌办结", en="Closed without a card, 30 days"),
            clean,
            closed,
            behind(closed_from=first),
        ),
    ]


def lines_by_unit(found: Counts, world: World) -> list[Line]:
    """By the unit that holds the case."""
    return [_line(one, _unit(one.key, world), holder=one.key) for one in found.by_unit]


def lines_by_area(found: Counts, world: World) -> list[Line]:
    """By town or street."""
    return [_line(one, _area(one.key, world), area=one.key) for one in found.by_area]


def behind(**filters: str) -> str:
    """The address of the list of the cases that a figure counts."""
    return f"{CASES}?{urlencode({name: value for name, value in filters.items() if value})}"


def _line(one: Standing, name: str | Words, **place: str) -> Line:
    return Line(
        name,
        one,
        behind(open="true", **place),
        behind(open="true", due_before=clock.now().isoformat(), **place),
    )


def _unit(code: str, world: World) -> str | Words:
    unit = world.organisation(code)
    return Words(zh=unit.name, en=unit.name_en or unit.name) if unit else NOBODY


def _area(code: str, world: World) -> str | Words:
    area = world.area(code)
    return area.name if area else NOWHERE
