"""What cases hold, for rooms that keep something of theirs under their keys."""

from __future__ import annotations

from collections.abc import Iterable

from jinlin.kernel.cases.contents import Contents
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.models import Case


def contents_of(case: Case) -> Contents:
    """The values of a case that is at hand, and its key."""
    return Contents(case, definition_by_digest(case.definition))


def contents_by_id(cases: Iterable[int]) -> dict[int, Contents]:
    """The same of the cases with these ids: one query for any number."""
    return {case.id: contents_of(case) for case in Case.objects.filter(id__in=set(cases))}
