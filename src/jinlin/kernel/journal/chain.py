"""The hash chain of a stream: pure, so that anybody can redo it.

The hash of an event is SHA-256 over the previous hash of its stream (32 zero bytes before the first)
followed by the UTF-8 of six lines joined by single line feeds (0x0A), with none at the end:

    stream
    seq     decimal, from 1, without gaps
    kind
    actor
    at      UTC, as 2018-03-05T01:10:00.000000+00:00 (always six digits of microseconds)
    facts   canonical JSON (`lib.canonical`), exactly as stored

No line can hold a line feed: JSON escapes it, and `link` refuses control characters in the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from jinlin.lib.canonical import canonical
from jinlin.lib.errors import BadInput

NO_HASH = bytes(32)
_LONGEST_NAME = 80
LINE_FEEDS = 5


class Entry(NamedTuple):
    """Something that happened, not yet written down. `at` is aware; `facts` is JSON."""

    stream: str
    kind: str
    actor: str
    at: datetime
    facts: Mapping[str, Any]


class Head(NamedTuple):
    """The end of a stream: the number and the hash of its last event."""

    seq: int
    hash: bytes

    @classmethod
    def none(cls) -> Head:
        """The head of a stream to which nothing has happened."""
        return cls(0, NO_HASH)


class Linked(NamedTuple):
    """An entry with its place in the chain, ready to be written; `facts` is canonical JSON."""

    stream: str
    seq: int
    kind: str
    actor: str
    at: datetime
    facts: str
    hash: bytes


def instant(at: datetime) -> str:
    """The moment as the chain writes it: UTC, ISO 8601, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def event_hash(
    previous: bytes, stream: str, seq: int, kind: str, actor: str, at: datetime, facts: str
) -> bytes:
    """The hash of one event, as the module says. ValueError if a line feed stands within a line."""
    lines = f"{stream}\n{seq}\n{kind}\n{actor}\n{instant(at)}\n{facts}".encode()
    if lines.count(b"\n") != LINE_FEEDS:
        raise ValueError("a line feed within a line would let two events share one hash")
    return sha256(previous + lines).digest()


def link(head: Head, entries: Iterable[Entry]) -> tuple[list[Linked], Head]:
    """Chain entries of one stream onto its head; return them with the new head.

    BadInput if a name is empty, longer than 80 characters or holds control characters.
    ValueError if the entries are of several streams or a moment has no time zone.
    """
    linked: list[Linked] = []
    for entry in entries:
        if linked and entry.stream != linked[0].stream:
            raise ValueError(f"one chain, one stream: {linked[0].stream} and {entry.stream}")
        linked.append(_linked(head, entry))
        head = Head(linked[-1].seq, linked[-1].hash)
    return linked, head


def _linked(head: Head, entry: Entry) -> Linked:
    stream, kind, actor, at, facts = entry
    for name in (stream, kind, actor):
        _check_name(name)
    if at.tzinfo is None:
        raise ValueError(f"{stream}, {kind}: the moment has no time zone")
    text = canonical(facts)
    seq = head.seq + 1
    return Linked(
        stream, seq, kind, actor, at, text, event_hash(head.hash, stream, seq, kind, actor, at, text)
    )


@lru_cache(maxsize=4096)
def _check_name(name: str) -> None:
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise BadInput(
            f"日志不能用这个名称：{name[:_LONGEST_NAME]!a}。须为 1 至 80 个可见字符。",
            f"The journal cannot use the name {name[:_LONGEST_NAME]!a}: it takes 1 to 80 visible characters.",
        )
