"""Reading the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from jinlin.kernel.journal.chain import Head
from jinlin.kernel.journal.copies import Copy, copy_of
from jinlin.kernel.journal.health import CopyHealth, SealHealth, is_late
from jinlin.kernel.journal.models import Copies, Event, Installation, Seal
from jinlin.kernel.journal.proofs import Proof, prove
from jinlin.lib import clock
from jinlin.lib.errors import NotFound, NotPossible, Unready
from jinlin.lib.words import Words

_MOMENTS = """
    SELECT e.stream, e.at FROM unnest(%s::text[], %s::int[]) AS wanted (stream, seq)
      JOIN journal_event e ON e.stream = wanted.stream AND e.seq = wanted.seq
"""

_LATEST = """
    SELECT e.stream, e.kind, e.at, e.facts FROM unnest(%s::text[]) AS wanted (stream) CROSS JOIN LATERAL (
        SELECT * FROM journal_event WHERE stream = wanted.stream ORDER BY seq DESC LIMIT %s
    ) AS e ORDER BY e.stream, e.seq
"""


INSTALLATION = "installation"
"""The stream of what befell the installation as a whole."""


class Point(NamedTuple):
    """How far the journal goes: its last position, and number and root of its newest seal (0 and empty if
    there is none), in which epoch."""

    position: int
    seal: int
    root: str
    epoch: int


class Happened(NamedTuple):
    """One event without its place in the chain."""

    stream: str
    kind: str
    at: datetime
    facts: str


def history(stream: str, after: int = 0, limit: int = 200) -> list[Event]:
    """What happened to a stream after its event `after`, oldest first, at most `limit` events."""
    return list(Event.objects.filter(stream=stream, seq__gt=after).order_by("seq")[:limit])


def newest(stream: str, before: int = 0, limit: int = 50) -> list[Event]:
    """The last events of a stream, newest first; those before its event `before`, if that is given."""
    found = Event.objects.filter(stream=stream)
    return list((found.filter(seq__lt=before) if before else found).order_by("-seq")[:limit])


def latest_together(streams: Sequence[str], limit: int = 20) -> list[Event]:
    """The last events of all these streams together, newest first: one statement, however long they are."""
    each = [Event.objects.filter(stream=stream).order_by("-seq")[:limit] for stream in streams]
    return list(each[0].union(*each[1:], all=True).order_by("-position")[:limit])


def by_person(number: int, before: int = 0, limit: int = 50) -> list[Event]:
    """What a person did, in all streams, newest first; before the position `before`, if that is given.

    The prefix is named as the index names it (`journal_by_person`), which holds what people did alone.
    """
    found = Event.objects.filter(actor=f"person/{number}", actor__startswith="person/")
    return list((found.filter(position__lt=before) if before else found).order_by("-position")[:limit])


def head(stream: str) -> Head:
    """The end of a stream; `Head.none()` if nothing has happened to it."""
    last = Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash").first()
    return Head(last[0], bytes(last[1])) if last else Head.none()


def streams_under(prefix: str) -> dict[str, tuple[str, datetime, str]]:
    """Kind, moment and facts of the last event of each stream whose name begins so, by its name."""
    events = Event.objects.filter(stream__startswith=prefix).order_by("seq")
    rows = events.values_list("stream", "kind", "at", "facts")
    return {stream: (kind, at, facts) for stream, kind, at, facts in rows.iterator()}


def moments(events: Mapping[str, int]) -> dict[str, datetime]:
    """When these events happened, one of each stream by its number: one query for any number of streams."""
    with connection.cursor() as cursor:
        cursor.execute(_MOMENTS, [list(events), list(events.values())])
        return dict(cursor.fetchall())


def latest(streams: Sequence[str], count: int) -> list[Happened]:
    """The last `count` events of each stream, stream by stream, oldest first: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(streams), count])
        return [Happened(*row) for row in cursor.fetchall()]


def installation() -> Installation | None:
    """What the database knows of its installation; None before it was first migrated to 0.2.0."""
    return Installation.objects.filter(id=1).first()


def epoch_of(moment: datetime) -> int:
    """How often an older dump had been accepted before this moment."""
    found = installation()
    return sum(begun <= moment for begun in found.epochs) if found else 0


def point() -> Point:
    """How far the journal goes now."""
    last, found = last_seal(), installation()
    position = Event.objects.order_by("-position").values_list("position", flat=True).first() or 0
    root = bytes(last.root).hex() if last else ""
    return Point(position, last.number if last else 0, root, len(found.epochs) if found else 0)


def is_unsealed() -> bool:
    """Whether something was written that no seal covers yet."""
    last = last_seal()
    return Event.objects.filter(position__gt=last.last if last else 0).exists()


def seal_health() -> SealHealth:
    """How it stands with the seals and their copies: for whoever watches the installation."""
    last, now = last_seal(), clock.now()
    found = installation()
    number = last.number if last else 0
    since = (found.unsealed_since if found else None) or _first_unsealed(last) if is_unsealed() else None
    copies = tuple(
        CopyHealth(one.sink, one.number, Seal.objects.filter(number__gt=one.number).count(), one.trouble)
        for one in Copies.objects.order_by("sink")
    )
    trouble = found.seal_trouble if found else ""
    return SealHealth(
        number, last.sealed_at if last else None, since, trouble, copies, is_late(since, copies, now)
    )


def _first_unsealed(last: Seal | None) -> datetime | None:
    """About when it was written: nobody has seen it yet, and an import tells of days long past."""
    events = Event.objects.filter(position__gt=last.last if last else 0).order_by("position")
    at = events.values_list("at", flat=True).first()
    return max(at, last.sealed_at) if at and last else at


def seals_after(number: int, limit: int) -> list[Copy]:
    """Copies of the seals after this number, oldest first."""
    found = installation()
    rows = Seal.objects.filter(number__gt=number).order_by("number")[:limit]
    return [copy_of(one, found.name if found else "") for one in rows]


def root_of(number: int) -> str:
    """The root of a seal; empty if there is no such seal."""
    found = Seal.objects.filter(number=number).values_list("root", flat=True).first()
    return bytes(found).hex() if found else ""


def last_seal() -> Seal | None:
    """The newest seal; its number and root are what an installation publishes."""
    return Seal.objects.order_by("-number").first()


def proof(stream: str, seq: int) -> Proof:
    """The proof that an event is in the sealed journal.

    NotFound if there is no such event, NotPossible if it is not sealed yet, Unready if the journal no
    longer agrees with its seal.
    """
    found = {event.seq: event for event in Event.objects.filter(stream=stream, seq__in=(seq - 1, seq))}
    if seq not in found:
        raise NotFound(f"没有这条记录：{stream} 第 {seq} 条。", f"There is no event {seq} of {stream}.")
    event = found[seq]
    seal = Seal.objects.filter(first__lte=event.position, last__gte=event.position).first()
    if seal is None:
        raise _not_sealed(event)
    tree = Event.objects.filter(position__gte=seal.first, position__lte=seal.last).order_by("position")
    leaves = {position: bytes(one) for position, one in tree.values_list("position", "hash")}
    made = prove(event, found.get(seq - 1), seal, list(leaves.values()), list(leaves).index(event.position))
    if not made.holds():
        raise _seal_broken(seal)
    return made


def _not_sealed(event: Event) -> NotPossible:
    return NotPossible(
        f"{event.stream} 第 {event.seq} 条尚未封存，暂时不能出具证明。",
        f"Event {event.seq} of {event.stream} is not sealed yet, so there is no proof of it so far.",
        help=Words(zh="请在下次封存后再取。", en="Ask again after the next seal."),
    )


def _seal_broken(seal: Seal) -> Unready:
    return Unready(
        f"日志与第 {seal.number} 号封存不符，不能出具证明。",
        f"The journal does not agree with its seal {seal.number}, so it can prove nothing.",
        help=Words(zh="请管理员运行 jinlin verify。", en="The administrator should run `jinlin verify`."),
    )
