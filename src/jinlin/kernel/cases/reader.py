"""What a change reads from the database while it is worked out; see `engine.work.Reader`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from jinlin.kernel.cases import store
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Card
from jinlin.kernel.registry.selectors import is_officer
from jinlin.lib import clock

_NEXT = "SELECT nextval('case_id_seq'), nextval(to_regclass(%s)) FROM generate_series(1, %s)"
_NEXT_SERIALS = "SELECT nextval(to_regclass(%s)) FROM generate_series(1, %s)"
ROW_OF_CARDS = 20
MOST_AHEAD = 50
"""So many numbers a batch fetches at once: what its last rows do not use is lost."""
CardOf = tuple[int, int]


class DatabaseReader:
    """Reads for one change or one batch; numbers are fetched some at a time for batches. `rings`: the
    change comes from alarms, which are held already. `units` are those
    that a batch may show cards to."""

    def __init__(
        self, revision: int, ahead: int = 1, *, rings: bool = False, units: Iterable[str] = ()
    ) -> None:
        self._revision = revision
        self._ahead = ahead
        self._rings = rings
        self._units = frozenset(units)
        self._held: set[str] = set()
        self._numbers: dict[str, list[tuple[int, str]]] = {}
        self._taken: list[tuple[list[tuple[int, str]], list[tuple[int, str]]]] = []
        self._serials: dict[str, list[int]] = {}
        self._cards: dict[str, list[CardOf]] = {}

    def definition(self, key: str) -> Definition:
        """The current definition of `pack/type`."""
        return current_definition(key, self._revision)

    def numbers(self, definition: Definition, at: datetime, count: int) -> Sequence[tuple[int, str]]:
        """Fresh ids and numbers; the running number starts anew each year."""
        waiting = self._numbers_of(definition, at, count)
        taken, waiting[:] = waiting[:count], waiting[count:]
        self._taken.append((waiting, taken))
        return taken

    def begin(self, ahead: int) -> None:
        """The next of a batch begins, with `ahead` still to come, itself included."""
        self._ahead = min(ahead, MOST_AHEAD)
        self._taken.clear()

    def give_back(self) -> None:
        """What began came to nothing: its numbers are for the next."""
        for waiting, taken in reversed(self._taken):
            waiting[:0] = taken
        self._taken.clear()

    def _numbers_of(self, definition: Definition, at: datetime, count: int) -> list[tuple[int, str]]:
        year = at.astimezone(clock.LOCAL).year
        waiting = self._numbers.setdefault(f"{definition.key}/{year}", [])
        if len(waiting) < count:
            waiting.extend(_fetch(definition, year, max(count - len(waiting), self._ahead)))
        return waiting

    def expect(self, definition: Definition, at: datetime, count: int) -> None:
        """Fetch at once the numbers that `count` new cases will need."""
        self._numbers_of(definition, at, count)

    def serials(self, key: str, at: datetime, count: int) -> tuple[int, Sequence[int]]:
        """The year, and fresh running numbers of `key` in it: from 1 anew each year, perhaps with gaps."""
        year = at.astimezone(clock.LOCAL).year
        waiting = self._serials.setdefault(f"{key}/{year}", [])
        if len(waiting) < count:
            wanted = max(count - len(waiting), self._ahead)
            waiting.extend(serial for (serial,) in _drawn(_NEXT_SERIALS, _sequence(key, year), wanted))
        taken, waiting[:] = waiting[:count], waiting[count:]
        return year, taken

    def hold_cards(self, streams: Iterable[str], units: Iterable[str]) -> None:
        """From the first call on, nobody else shows these units a card until our transaction ends."""
        wanted = sorted({*units, *self._units} - self._held)
        if wanted:
            store.hold_cards(() if self._rings else streams, wanted)
            self._held.update(wanted)

    def cards_of(self, unit: str) -> list[CardOf]:
        """The unit's standing cards as (case, colour), newest first; what this batch showed included."""
        if unit not in self._cards:
            newest = Card.objects.filter(unit=unit, removed_at=None).order_by("-shown_at", "-case_id", "-n")
            self._cards[unit] = list(newest.values_list("case_id", "colour")[:ROW_OF_CARDS])
        return self._cards[unit]

    def absorb(self, new_cards: dict[str, list[CardOf]]) -> None:
        """Remember the cards that a finished part of the batch showed."""
        for unit, cards in new_cards.items():
            self._cards[unit] = [*cards, *self.cards_of(unit)][:ROW_OF_CARDS]

    def is_officer(self, username: str) -> bool:
        """Whether somebody with this user name holds an office today."""
        return is_officer(username)

    def case_numbered(self, number: str) -> Draft | None:
        """The case with this number as it stands, not locked."""
        found = store.case_numbered(number) if number.isprintable() else None
        return store.draft_of(found) if found else None

    def open_children(self, draft: Draft) -> Sequence[Draft]:
        """The case's children that are not closed, locked."""
        return store.lock_open_children(draft.case.id)


def _fetch(definition: Definition, year: int, count: int) -> list[tuple[int, str]]:
    rows = _drawn(_NEXT, _sequence(definition.key, year), count)
    return [(case_id, definition.number.format(year=year, seq=seq)) for case_id, seq in rows]


def _drawn(statement: str, sequence: str, count: int) -> list[tuple[int, ...]]:
    """What the sequence gives next; it is made when its first number of the year is drawn."""
    rows = _next(statement, sequence, count)
    if rows[0][-1] is None:
        _make(sequence)
        rows = _next(statement, sequence, count)
    return rows


def _next(statement: str, sequence: str, count: int) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [sequence, count])
        return list(cursor.fetchall())


def _sequence(key: str, year: int) -> str:
    return f"case_no_{hashlib.sha256(key.encode()).hexdigest()[:16]}_{year}"


def _make(sequence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_make_sequence(%s)", [sequence])
