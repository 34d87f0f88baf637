"""What somebody did in cases, told as a line each: without a word of what the cases hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.timeline import name_of_kind
from jinlin.lib.words import Words

if TYPE_CHECKING:
    from jinlin.kernel.journal.models import Event


class Doing(NamedTuple):
    """The number of a case, and what was done there."""

    number: str
    name: Words


def doings(events: Iterable[Event]) -> dict[tuple[str, int], Doing]:
    """Those of the events that are of cases, by stream and number: one query for all, and the definitions."""
    mine = [one for one in events if one.stream.startswith(STREAM)]
    ids = {int(one.stream.removeprefix(STREAM)) for one in mine}
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "number", "definition")
    heads = {f"{STREAM}{pk}": (number, digest) for pk, number, digest in rows}
    return {
        (one.stream, one.seq): Doing(number, name_of_kind(definition_by_digest(digest), one.kind))
        for one in mine
        if one.stream in heads
        for number, digest in (heads[one.stream],)
    }
