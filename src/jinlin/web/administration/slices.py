"""Long lists in pages: each page says after which row the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")
SIZE = 50


class Slice(NamedTuple, Generic[Row]):
    """The rows of one page. `on` is where the next begins; empty on the last."""

    rows: list[Row]
    on: str


def slice_of(rows: Iterable[Row], key: Callable[[Row], str], after: str = "", size: int = SIZE) -> Slice[Row]:
    """The next `size` of the rows, which come in the order of `key`, that stand after the key `after`."""
    found = list(islice((row for row in rows if key(row) > after), size + 1))
    return Slice(found[:size], key(found[size - 1]) if len(found) > size else "")
