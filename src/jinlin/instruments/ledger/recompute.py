"""Recomputing the digests of batches: pure. Each fault is a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from jinlin.instruments.ledger import digests
from jinlin.lib.canonical import canonical
from jinlin.lib.words import Words

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Part(NamedTuple):
    """Some lines of a batch, as the database writes them out, in the order of writing.

    `first` and `last` are the least and the greatest of their moments, in microseconds since 1970.
    """

    kind: str
    batch: int
    first: Decimal
    last: Decimal
    lines: int
    text: str


@dataclass
class _Batch:
    """A batch as far as it has been read."""

    first: Decimal
    last: Decimal
    kinds: set[str] = field(default_factory=set)
    count: int = 0
    is_whole: bool = True
    digest: Any = field(default_factory=sha256)

    def add(self, part: Part) -> None:
        self.kinds.add(part.kind)
        self.first, self.last = min(self.first, part.first), max(self.last, part.last)
        self.count += part.lines
        self.digest.update(part.text.encode())
        # A tab or a line feed within a field would let two batches share one digest.
        tabs = part.lines * (len(digests.COLUMNS[part.kind]) - 1)
        self.is_whole &= part.text.count("\n") == part.lines and part.text.count("\t") == tabs

    def agrees(self, kind: str, at: datetime, facts: str) -> bool:
        """Whether it is what its event in the journal says."""
        moment = (at - _EPOCH) // timedelta(microseconds=1)
        said = canonical({"count": self.count, "digest": self.digest.hexdigest()})
        same_moment = self.first == self.last == moment
        return self.is_whole and self.kinds == {kind} and same_moment and said == facts


def batches(parts: Iterable[Part], told: Mapping[str, tuple[str, datetime, str]]) -> list[str]:
    """Compare all batches with their events in the journal: kind, moment and facts, by stream."""
    found: dict[str, _Batch] = {}
    for part in parts:
        stream = f"{digests.STREAM}{part.batch}"
        if stream not in found:
            found[stream] = _Batch(part.first, part.last)
        found[stream].add(part)
    altered = [stream for stream, one in found.items() if stream in told and not one.agrees(*told[stream])]
    return [
        *map(_altered, altered),
        *map(_planted, sorted(found.keys() - told.keys())),
        *map(_gone, sorted(told.keys() - found.keys())),
    ]


def _altered(stream: str) -> str:
    return fault(f"{stream}：与日志所记不符", f"{stream}: what it holds is not what the journal says of it")


def _planted(stream: str) -> str:
    return fault(f"{stream}：日志中没有这一批", f"{stream}: the journal knows no such batch")


def _gone(stream: str) -> str:
    return fault(
        f"{stream}：日志有此一批，账本中已没有", f"{stream}: the journal has it, and the ledger no longer"
    )


def fault(zh: str, en: str) -> str:
    """A fault in both languages."""
    return str(Words(zh=zh, en=en))
