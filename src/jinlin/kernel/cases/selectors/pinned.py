"""Which definitions the open cases of a pack keep."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from jinlin.kernel.cases.models import Case


class Pinned(NamedTuple):
    """How many open cases of a type stand in one state under one definition, named by its digest."""

    type: str
    definition: str
    state: str
    open_cases: int


def open_by_definition(pack: str) -> list[Pinned]:
    """The open cases of a pack, by type, definition and state."""
    found = (
        Case.objects.filter(pack=pack, closed_at=None)
        .values_list("type", "definition", "state")
        .annotate(open_cases=Count("id"))
        .order_by("type", "definition", "state")
    )
    return [Pinned(*one) for one in found]
