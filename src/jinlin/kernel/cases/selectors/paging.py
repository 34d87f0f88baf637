"""Pages of cases, newest first, found in several ways at once: each way has an index that serves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from jinlin.kernel.cases import columns
from jinlin.kernel.cases.models import Case

NEWEST = ("-opened_at", "-id")
_BY_ID = f"""
    SELECT {columns.NAMED} FROM case_case WHERE id = ANY(%(ids)s::bigint[]) ORDER BY opened_at DESC, id DESC
"""  # noqa: S608 -- the names come from the model

Place = tuple[datetime, int]
"""Where a case stands in a list: when it was opened, and its id."""


def newest(
    parts: Iterable[QuerySet[Case]], count: int, *, after: Place | None = None, skip: int = 0
) -> list[Place]:
    """Where the newest cases of these parts stand, after `after` or after as many as `skip`; a case that is
    in several parts once."""
    return first((_before(part, after) for part in parts), NEWEST, count, skip)


def first(parts: Iterable[QuerySet[Case]], order: Sequence[str], count: int, skip: int = 0) -> list[Any]:
    """The same in any order of two columns that every part has an index for."""
    names = [name.lstrip("-") for name in order]
    found = [part.order_by(*order).values_list(*names)[: skip + count] for part in parts]
    if not found:
        return []
    one, *others = found
    together = one.union(*others).order_by(*order) if others else one
    return list(together[skip : skip + count])


def cases_at(places: Sequence[Place]) -> list[Case]:
    """The cases at these places, newest first."""
    return columns.read(_BY_ID, {"ids": [case for _, case in places]}) if places else []


def _before(cases: QuerySet[Case], place: Place | None) -> QuerySet[Case]:
    if place is None:
        return cases
    opened_at, case = place
    # The first condition follows from the second; with it the index begins where the last page ended.
    return cases.filter(opened_at__lte=opened_at).filter(Q(opened_at__lt=opened_at) | Q(id__lt=case))
