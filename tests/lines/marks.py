"""Stories told again with marked personal values, and a search for the marks wherever things are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from django.db import connection

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.values import LONG_TEXT_MAX, TEXT_MAX
from jinlin.kernel.cases.vault import SEALED
from jinlin.packkit.grammar.story import Opens, Step, Story, Takes
from jinlin.packkit.pack import Pack

MARK = "暗号"
PHONE = "1540000"
WRITTEN = "写过"
LONGEST_MARK = 6
Hit = tuple[str, str]
"""Where a mark was found, and some of what stands around it."""


def marked(pack: Pack, story: Story) -> Story:
    """The story with every text of a personal or sensitive answer replaced by a mark of its own, and with a
    mark behind every other text that is not public."""
    numbers = count(1000)
    return story.model_copy(update={"steps": tuple(_step(pack, one, numbers) for one in story.steps)})


def _step(pack: Pack, step: Step, numbers: Iterator[int]) -> Step:
    if isinstance(step, Opens):
        asks: Mapping[str, Ask] = pack.definitions[step.opens.rpartition("/")[2]].asks
    elif isinstance(step, Takes):
        asks = {
            name: ask
            for made in pack.definitions.values()
            if step.takes in made.actions
            for name, ask in made.actions[step.takes].asks.items()
        }
    else:
        return step
    answers = {
        name: _answer(asks[name], value, numbers) if name in asks else value
        for name, value in step.answers.items()
    }
    return step.model_copy(update={"answers": answers})


def _answer(ask: Ask, value: Any, numbers: Iterator[int]) -> Any:
    if ask.privacy in SEALED:
        return _value(value, numbers)
    if isinstance(value, list | tuple) and ask.of:
        return [{part: _answer(ask.of[part], one, numbers) for part, one in row.items()} for row in value]
    if not isinstance(value, str) or not ask.is_sealed or ask.pattern is not None:
        return value
    is_prose = not value[:1].isascii() and not value.endswith("号")  # the number of a paper is on the paper
    longest = ask.max or (TEXT_MAX if ask.type == "text" else LONG_TEXT_MAX)
    fits = is_prose and len(value) + LONGEST_MARK <= longest
    return f"{value}{WRITTEN}{next(numbers)}" if fits else value


def _value(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, dict):
        return {
            part: f"{PHONE}{next(numbers)}" if part == "phone" else _value(one, numbers)
            for part, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_value(one, numbers) for one in value]
    is_text = isinstance(value, str) and not value[:4].isdigit() and "调解委员会" not in value
    return f"{MARK}{next(numbers)}" if is_text else value


def in_the_database(*marks: str, but: Sequence[str] = ()) -> list[Hit]:
    """Every row of every table but these that holds a mark, in letters or in bytes: of a person, if no other
    mark is named. What is encrypted holds none."""
    wanted = [spelling for mark in marks or (MARK, PHONE) for spelling in _spellings(mark)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if name not in but]
        return [hit for table in tables for hit in _in_table(cursor, table, wanted)]


def _spellings(mark: str) -> tuple[str, ...]:
    return mark, mark.encode().hex(), repr(mark.encode("unicode_escape"))[2:-1]


def _in_table(cursor: Any, table: str, wanted: list[str]) -> list[Hit]:
    cursor.execute(
        f'SELECT t::text FROM "{table}" t WHERE t::text LIKE ANY(%s)',  # noqa: S608 -- a name from pg_tables
        [[f"%{one}%" for one in wanted]],
    )
    return [(table, _around(row)) for (row,) in cursor.fetchall()]


def _around(text: str) -> str:
    at = max(text.find(MARK), text.find(PHONE), text.find(WRITTEN), 0)
    return text[max(0, at - 60) : at + 30]
