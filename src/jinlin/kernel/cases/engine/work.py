"""One change being worked out: the cases it touches, in memory, before anything is stored.

The same code serves one officer's click, a night of alarms and an import of a million rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple, Protocol

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotMet, Problem

DEEP = 5
MOST_DEEP = 50


class Reader(Protocol):
    """What a change may ask of the database while it is worked out."""

    def definition(self, key: str) -> Definition:
        """The current definition of `pack/type`."""

    def numbers(self, definition: Definition, at: datetime, count: int) -> Sequence[tuple[int, str]]:
        """Fresh ids and numbers."""

    def serials(self, key: str, at: datetime, count: int) -> tuple[int, Sequence[int]]:
        """The year of `at`, and fresh running numbers of `key` in it."""

    def expect(self, definition: Definition, at: datetime, count: int) -> None:
        """So many new cases are about to be opened."""

    def hold_cards(self, streams: Iterable[str], units: Iterable[str]) -> None:
        """Nobody else shows these units a card until this change is stored; `streams` are those that it may
        write to."""

    def cards_of(self, unit: str) -> list[tuple[int, int]]:
        """The unit's standing cards as (case, colour), newest first."""

    def is_officer(self, username: str) -> bool:
        """Whether somebody with this user name holds an office today."""

    def case_numbered(self, number: str) -> Draft | None:
        """The case with this number as it stands, not locked."""

    def open_children(self, draft: Draft) -> Sequence[Draft]:
        """The case's children that are not closed, locked."""


class Waiting(NamedTuple):
    """What is put off, and as which of the steps that set off one another."""

    act: Callable[[], None]
    chain: int


@dataclass
class Work:
    """The drafts of one change, by case id. `refused` is what another room said when it was to store what
    silence had left to it: that step is not taken then (see `attempts`). `hopes`: whether a step that cannot
    be done is for whoever works it out to see to, who can put all of it back."""

    world: World
    reader: Reader
    drafts: dict[int, Draft] = field(default_factory=dict)
    new_cards: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    refused: Problem | None = None
    hopes: bool = False
    _later: list[Waiting] = field(default_factory=list)
    _chain: int = 0
    _deep: int = 0

    def numbered(self, number: str) -> Draft:
        """Another case of this change, by its number."""
        found = next((one for one in self.drafts.values() if one.case.number == number), None)
        if found is None:
            raise no_such_number(number)
        return found

    def parent_of(self, draft: Draft) -> Draft | None:
        """The parent, which was locked and loaded together with the child."""
        return self.drafts.get(draft.case.parent) if draft.case.parent is not None else None

    def changed(self) -> Iterable[Draft]:
        """The drafts that something happened to, parents before children."""
        return (draft for _, draft in sorted(self.drafts.items()) if draft.entries)

    def later(self, act: Callable[[], None]) -> None:
        """Do this after the state has been entered."""
        self._later.append(Waiting(act, self._chain + 1))

    def do_what_waits(self) -> None:
        """Do what was put off, and what that puts off in turn."""
        while self._later:
            waiting, before = self._later.pop(0), self._chain
            self._chain = waiting.chain
            self._deep += self._chain > DEEP
            try:
                waiting.act()
            finally:
                self._chain = before
        if not self._chain:
            self._deep = 0

    @property
    def goes_in_a_circle(self) -> bool:
        """Whether so many steps that others set off have set off others that there is no end to it."""
        return self._chain > DEEP and self._deep > MOST_DEEP

    def kept(self) -> Callable[[], None]:
        """What puts the change back to where it stands now, each draft in its place."""
        drafts, later, depth = dict(self.drafts), list(self._later), (self._chain, self._deep)
        cards = {unit: list(shown) for unit, shown in self.new_cards.items()}
        restores = [draft.kept() for draft in drafts.values()]

        def restore() -> None:
            self.drafts, self._later, self.new_cards = drafts, later, cards
            self._chain, self._deep = depth
            for one in restores:
                one()

        return restore

    def note_card(self, draft: Draft, colour: int) -> None:
        """Remember a card that this change shows. What it brings hangs on the unit's row of cards, which
        two changes at once would each see without the other's."""
        holders = {one.case.holder for one in self.drafts.values() if one.case.holder}
        self.reader.hold_cards((one.stream for one in self.drafts.values()), holders)
        self.new_cards.setdefault(str(draft.case.holder), []).insert(0, (draft.case.id, colour))

    def reds_in_a_row(self, unit: str) -> int:
        """How many of the unit's matters in a row, from the one last carded back, came to a red card.

        A matter counts once, by its gravest card: the yellow that every red begins with breaks no row.
        """
        gravest: dict[int, int] = {}
        for case, colour in [*self.new_cards.get(unit, []), *self.reader.cards_of(unit)]:
            gravest[case] = max(colour, gravest.get(case, 0))
        return len(list(takewhile(lambda colour: colour == Case.CardColour.RED, gravest.values())))


def no_such_number(number: str) -> NotMet:
    """One sentence for a number that there is not and for one that may not be named here."""
    return NotMet(f"没有编号为“{number[:60]}”的事项", f"There is no case numbered '{number[:60]}'")
