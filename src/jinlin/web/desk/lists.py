"""The lists of the desk: each is asked for by name, whether a page, a poll or an export wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.http import QueryDict

from jinlin.kernel.cases.selectors import Listed, list_cases, search_cases, work_of
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.text import clean
from jinlin.lib.words import Words
from jinlin.web.desk.asking import asked, filters_of

PAGE = 50
SEARCH_PAGE = 20
LONGEST_TEXT = 100


class Kind(NamedTuple):
    """A list: what it is called, whose turn it shows, and what narrows it always."""

    name: Words
    turn: Literal["mine", "others", "any"] | None
    fixed: Mapping[str, Any]


KINDS: Mapping[str, Kind] = {
    "work": Kind(Words(zh="我的工作", en="My work"), "mine", {}),
    "watching": Kind(Words(zh="我的工作", en="My work"), "others", {}),
    "queue": Kind(Words(zh="单位队列", en="Queue of a unit"), "any", {}),
    "call-backs": Kind(Words(zh="回访队列", en="Call-backs"), "any", {"desk": "call_backs"}),
    "requests": Kind(Words(zh="待答复的申请", en="Requests"), "any", {"desk": "requests"}),
    "urgent": Kind(Words(zh="紧急待接手", en="Urgent, not taken up"), "mine", {"desk": "ringing"}),
    "search": Kind(Words(zh="全部事项", en="All cases"), None, {}),
}


class Found(NamedTuple):
    """Rows of a list, the mark where the next page starts, and how many there are from here on (100: more
    than 99); None where nobody counts."""

    rows: tuple[Listed, ...]
    next: str
    total: int | None


@dataclass(frozen=True)
class Asked:
    """A list as somebody asks for it."""

    name: str
    given: Mapping[str, str]
    text: str = ""

    @classmethod
    def read(cls, name: str, query: QueryDict, **given: str) -> Asked:
        """From an address. NotFound for a list that there is not, BadInput for filters that are none."""
        if name not in KINDS:
            raise NotFound("没有这个列表", "There is no such list")
        text = clean(query.get("q", ""), LONGEST_TEXT) if name == "search" else ""
        return cls(name, {**asked(query), **given}, text)

    @property
    def kind(self) -> Kind:
        """Which list it is."""
        return KINDS[self.name]

    def found(self, actor: Actor, world: World, after: str = "", limit: int | None = None) -> Found:
        """One page for this actor; a page of a search is shorter, since it costs more to find."""
        limit = limit or (SEARCH_PAGE if self.text else PAGE)
        place, filters = place_of(after), filters_of(self.given, **self.kind.fixed)
        if self.kind.turn is not None:
            work = work_of(actor, filters, turn=self.kind.turn, after=place, limit=limit, world=world)
            return Found(work.rows, mark_of(work.next), work.count)
        begin = (place[0], place[1]) if place and place[0] else None
        if self.text:
            page = search_cases(actor, self.text, filters, after=begin, limit=limit, world=world)
        else:
            page = list_cases(actor, filters, after=begin, limit=limit, world=world)
        return Found(page.rows, mark_of(page.next), None)

    def all(self, actor: Actor, world: World, most: int) -> Iterator[Listed]:
        """The rows of all pages, at most so many."""
        after, left = "", most
        while left > 0:
            page = self.found(actor, world, after, min(left, 200))
            yield from page.rows
            after, left = page.next, left - len(page.rows)
            if not after:
                return


def mark_of(place: tuple[datetime | None, int] | None) -> str:
    """Where a page starts, for an address."""
    if place is None:
        return ""
    at, case = place
    return f"{at.isoformat() if at else ''}~{case}"


def place_of(mark: str) -> tuple[datetime | None, int] | None:
    """What `mark_of` wrote. BadInput for anything else."""
    if not mark:
        return None
    at, _, case = mark.partition("~")
    try:
        place = (datetime.fromisoformat(at) if at else None, int(case))
    except ValueError:
        raise _no_mark() from None
    if abs(place[1]) >= 2**63 or (place[0] and place[0].tzinfo is None):
        raise _no_mark()
    return place


def _no_mark() -> BadInput:
    return BadInput("页码不对，请从第一页看起", "There is no such page; begin with the first")
