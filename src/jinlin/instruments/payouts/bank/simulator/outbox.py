"""The answers that a bank still has to give: late, in pieces, out of order, twice, or broken off."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple, TypeVar

from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.bank.simulator.behaviour import Behaviour
from jinlin.instruments.payouts.bank.simulator.plan import Told
from jinlin.instruments.payouts.bank.simulator.style import PLAIN, Style, odd_style
from jinlin.instruments.payouts.bank.simulator.writing import write_camt, write_csv, write_pain002

Item = TypeVar("Item")

_ACCOUNT = "SIMULATED"
_PARTS = 3


class AnswerFile(NamedTuple):
    """A file that the bank gives out. `profile` is that of a CSV, None for XML."""

    name: str
    content: bytes
    profile: Profile | None


class Refusal(NamedTuple):
    """A message that is refused as a whole, and why."""

    message: str
    reason: str


class Outbox:
    """Answers by the day on which they are due."""

    def __init__(self, seed: int, behaviour: Behaviour) -> None:
        self._seed, self._behaviour = seed, behaviour
        self._tells: defaultdict[date, list[Told]] = defaultdict(list)
        self._refusals: defaultdict[date, list[Refusal]] = defaultdict(list)
        self._late: defaultdict[date, list[AnswerFile]] = defaultdict(list)
        self._files = 0

    def tell(self, told: Told) -> None:
        """Put in what is to be told on its day."""
        self._tells[told.on].append(told)

    def refuse(self, on: date, refusal: Refusal) -> None:
        """Put in that a whole message is refused."""
        self._refusals[on].append(refusal)

    @property
    def empty(self) -> bool:
        """Whether everything has been given out."""
        return not (self._tells or self._refusals or self._late)

    def day(self, on: date) -> list[AnswerFile]:
        """Take out the files of that day, and of the days before it that nobody asked for."""
        dice = random.Random(f"{self._seed}/{on}")  # noqa: S311 -- a simulation that must come out the same again
        files = taken(self._late, on)
        files += [self._given(one, on, dice) for one in self._written(on, dice)]
        if self._behaviour.shuffled:
            dice.shuffle(files)
        return files

    def _written(self, on: date, dice: random.Random) -> Iterator[AnswerFile]:
        for refusal in taken(self._refusals, on):
            name = self._name(on)
            content = write_pain002(name, on, refusal.message, [], refusal.reason, self._style(dice))
            yield AnswerFile(f"{name}.xml", content, None)
        for _, group in groupby(sorted(taken(self._tells, on), key=_channel), key=_channel):
            lines = list(group)
            if self._behaviour.shuffled:
                dice.shuffle(lines)
            for part in self._parts(lines, dice):
                yield self._file(on, part, self._style(dice))

    def _parts(self, lines: list[Told], dice: random.Random) -> Iterable[list[Told]]:
        """The lines of a channel in one file, or in several of which each is a part."""
        parts = dice.randint(1, _PARTS) if self._behaviour.shuffled else 1
        size = min(self._behaviour.most_in_a_file, -(-len(lines) // parts))
        return (lines[at : at + size] for at in range(0, len(lines), size))

    def _style(self, dice: random.Random) -> Style:
        return odd_style(dice) if dice.random() < self._behaviour.odd_forms else PLAIN

    def _file(self, on: date, lines: list[Told], style: Style) -> AnswerFile:
        name, first = self._name(on), lines[0]
        answers = [told.answer for told in lines]
        if not self._behaviour.own_references:  # told twice in one file it would be booked twice
            answers = list(dict.fromkeys(answers))
        if first.profile is not None:
            return AnswerFile(f"{name}.csv", write_csv(answers, first.profile), first.profile)
        if first.answer.booked_on is not None:
            return AnswerFile(f"{name}.xml", write_camt(name, on, _ACCOUNT, answers, style), None)
        return AnswerFile(f"{name}.xml", write_pain002(name, on, first.message, answers, style=style), None)

    def _name(self, on: date) -> str:
        self._files += 1
        return f"A{on:%Y%m%d}-{self._files:06}"

    def _given(self, file: AnswerFile, on: date, dice: random.Random) -> AnswerFile:
        """The file as it is given out: it may come again, or break off today and come whole tomorrow."""
        tomorrow = on + timedelta(days=1)
        if dice.random() < self._behaviour.file_given_twice:
            self._late[tomorrow].append(file._replace(name=f"again-{file.name}"))
        if dice.random() < self._behaviour.file_broken_off:
            self._late[tomorrow].append(file)
            return file._replace(name=f"part-{file.name}", content=file.content[: len(file.content) // 2])
        return file


def taken(by_day: defaultdict[date, list[Item]], on: date) -> list[Item]:
    """Take out what is due up to `on`, day by day."""
    return [one for day in sorted(day for day in by_day if day <= on) for one in by_day.pop(day)]


def _channel(told: Told) -> tuple[str, str, bool]:
    """Lines that may stand in one file: CSV of one profile, bookings, or statuses of one message."""
    booked = told.answer.booked_on is not None
    return (told.profile.key if told.profile else "", "" if booked else told.message, booked)
