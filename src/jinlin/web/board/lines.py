"""The board's figures as lines: each with both its numbers, and the list of the cases behind it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from jinlin.kernel.cases.selectors import Counts, DayCount, Square, Standing
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words
from jinlin.web.desk.asking import NONE
from jinlin.web.desk.controls import NOBODY, NOWHERE

CASES = "/desk/search"
OPEN = {"status": "open"}


class Figure(NamedTuple):
    """A number, and the address of the list of the very cases that it counts."""

    n: int
    cases: str


class Tile(NamedTuple):
    """One figure of the board: `n`, of `d` where it is a share."""

    name: Words
    n: Figure
    d: Figure | None = None
    tone: str = ""

    @property
    def percent(self) -> str:
        """The share in percent to one place; nothing where there is nothing to divide by."""
        return f"{self.n.n * 100 / self.d.n:.1f}" if self.d and self.d.n else ""


class Line(NamedTuple):
    """How the open cases of a unit, an area or a square of the map stand."""

    name: str | Words
    open: Figure
    late: Figure
    due_today: Figure
    yellow: Figure
    red: Figure


class DayLine(NamedTuple):
    """What came in and was closed on a day, and of the latter what never had a card."""

    day: date
    opened: Figure
    closed: Figure
    without_card: Figure


def tiles(found: Counts) -> list[Tile]:
    """The figures of the first row: today's of those of thirty days, and what is open."""
    today, all_open = _day(found.today), _line("", found.all)
    due_today = Figure(found.all.due_today, behind(OPEN, due="today"))
    opened = Figure(sum(one.opened for one in found.days), behind(_since("from", found)))
    closed = Figure(sum(one.closed for one in found.days), behind(_since("closed_from", found)))
    clean = Figure(
        sum(one.without_card for one in found.days), behind(_since("closed_from", found), card=NONE)
    )
    return [
        Tile(Words(zh="今日登记 / 三十日", en="In today / in 30 days"), today.opened, opened),
        Tile(Words(zh="今日办结 / 三十日", en="Closed today / in 30 days"), today.closed, closed),
        Tile(Words(zh="在办", en="Open"), all_open.open),
        Tile(Words(zh="今日到期", en="Due today"), due_today, all_open.open),
        Tile(Words(zh="逾期在办", en="Open and late"), all_open.late, all_open.open, tone="late"),
        Tile(Words(zh="三十日内未亮牌办结", en="Closed without a card, 30 days"), clean, closed),
    ]


def lines_by_unit(found: Counts, world: World) -> list[Line]:
    """By the unit that holds the case."""
    return [_line(_unit(one.key, world), one, unit=one.key or NONE) for one in found.by_unit]


def lines_by_area(found: Counts, world: World) -> list[Line]:
    """By town or street; what is of the whole county and of no town has a line of its own."""
    return [
        _line(_area(one.key, world), one, **_within(one.key, found.around, world)) for one in found.by_area
    ]


def lines_by_day(found: Counts) -> list[DayLine]:
    """Day by day, today last."""
    return [_day(one) for one in found.days]


def line_of(square: Square, world: World) -> Line:
    """A square of the map, called by the area that most of its cases are of."""
    return _line(_area(square.area, world), square.standing, **_in(square))


def cases_in(square: Square) -> str:
    """The address of the list of the open cases of a square."""
    return behind(OPEN, _in(square))


def behind(*parts: dict[str, str], **filters: str) -> str:
    """The address of the list of the cases that a figure counts: matters that came in by themselves."""
    asked = {name: value for part in (*parts, filters) for name, value in part.items()}
    return f"{CASES}?{urlencode({**asked, 'parts': 'whole'})}"


def _line(name: str | Words, one: Standing, **place: str) -> Line:
    return Line(
        name,
        open=Figure(one.open, behind(OPEN, place)),
        late=Figure(one.late, behind(OPEN, place, due="late")),
        due_today=Figure(one.due_today, behind(OPEN, place, due="today")),
        yellow=Figure(one.yellow, behind(OPEN, place, card="1")),
        red=Figure(one.red, behind(OPEN, place, card="2")),
    )


def _day(one: DayCount) -> DayLine:
    day = one.day.isoformat()
    closed = {"closed_from": day, "closed_to": day}
    return DayLine(
        one.day,
        Figure(one.opened, behind({"from": day, "to": day})),
        Figure(one.closed, behind(closed)),
        Figure(one.without_card, behind(closed, card=NONE)),
    )


def _since(name: str, found: Counts) -> dict[str, str]:
    return {name: found.days[0].day.isoformat()}


def _in(square: Square) -> dict[str, str]:
    return {"box": ",".join(map(str, square.box))}


def _within(code: str, around: str, world: World) -> dict[str, str]:
    """A part stands for all that lies in it; of the whole, and of what lies elsewhere, its own cases are
    meant."""
    is_part = around in world.line(code)[1:]
    return {"area": code or NONE, **({} if is_part else {"level": "itself"})}


def _unit(code: str, world: World) -> str | Words:
    unit = world.organisation(code)
    return Words(zh=unit.name, en=unit.name_en or unit.name) if unit else code or NOBODY


def _area(code: str, world: World) -> str | Words:
    area = world.area(code)
    return area.name if area else code or NOWHERE
