"""Rows of a list that cannot be taken, each with everything that is wrong with it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jinlin.instruments.payouts.claims import Fault
from jinlin.lib.words import Words

HEAD = ("行 row", "列 column", "问题 fault", "说明", "explanation")


class Rejected(NamedTuple):
    """A row that cannot be taken, with everything that is wrong with it."""

    row: int
    faults: list[Fault]


def table(rejected: Iterable[Rejected]) -> Iterator[tuple[object, ...]]:
    """The rows of a spreadsheet, the heading first. It holds no amounts and no names but those that are
    wrong."""
    yield HEAD
    for one in rejected:
        for fault in one.faults:
            yield one.row, fault.column, fault.name, fault.say.zh, fault.say.en


def packed(rejected: Sequence[Rejected]) -> bytes:
    """A page of them as bytes, to be kept."""
    page = [(one.row, [(*fault[:2], fault.say.zh, fault.say.en) for fault in one.faults]) for one in rejected]
    return json.dumps(page, ensure_ascii=False).encode()


def unpacked(page: bytes) -> Iterator[Rejected]:
    """The page again."""
    for row, faults in json.loads(page):
        yield Rejected(row, [Fault(name, column, Words(zh=zh, en=en)) for name, column, zh, en in faults])
