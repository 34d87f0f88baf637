"""The cases that belong to a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import Standing, may_read
from jinlin.kernel.cases.selectors.listing import LARGEST, Listed, listed
from jinlin.kernel.cases.selectors.viewing import CaseView

PAGE = 50


class Family(NamedTuple):
    """The parent, the case in which this one goes on, its children, and those that were merged into it.
    `earlier` is the id before which there are more of these; None if there are none."""

    parent: Listed | None
    goes_on_in: Listed | None
    children: tuple[Listed, ...]
    merged: tuple[Listed, ...]
    earlier: int | None = None


def family_of(view: CaseView, before: int | None = None) -> Family:
    """The relatives of a case: those it belongs to, and of those that belong to it the newest 50 (before the
    id `before`). Of the children staff see all, since they are parts of the case; of the others everybody
    sees what they may read themselves."""
    case = view.case
    near = [one for one in (case.parent, case.merged_into) if one is not None]
    mine = Q(parent=case.id) | Q(merged_into=case.id)
    is_near = ExpressionWrapper(Q(id__in=near), output_field=BooleanField())
    rows = Case.objects.filter((mine & Q(id__lt=before) if before else mine) | Q(id__in=near))
    ordered = rows.annotate(is_near=is_near).order_by("-is_near", "-id")
    read = listed(ordered[: len(near) + PAGE + 1])
    found = [one for one in read[: len(near) + PAGE] if _seen(view, one)]
    by_id = {one.case.id: one for one in found}
    return Family(
        by_id.get(case.parent or 0),
        by_id.get(case.merged_into or 0),
        tuple(one for one in found if one.case.parent == case.id),
        tuple(one for one in found if one.case.merged_into == case.id),
        read[-2].case.id if len(read) > len(near) + PAGE else None,
    )


def children_that_say(case: int, facts: Mapping[str, Any]) -> tuple[Listed, ...]:
    """The children of a case with these fields, oldest first, at most 200: for an instrument, which decides
    itself who may know of them."""
    return listed(Case.objects.filter(parent=case, facts__contains=facts).order_by("id")[:LARGEST])


def taken_in_children(case: int, actor: str) -> Iterator[Action]:
    """What somebody (by label) has taken in the cases that belong to a case: for an instrument, which keeps
    hands apart over all of them."""
    rows = Case.objects.filter(parent=case).values_list("definition", "tally")
    for digest, tally in rows.iterator():
        for name, took in tally["acts"].items():
            if any(label == actor for label, _ in took["by"]):
                yield definition_by_digest(digest).actions[name]


def _seen(view: CaseView, one: Listed) -> bool:
    if one.case.parent == view.case.id and view.decision.post is not None:
        return True
    standing = view.standing
    return bool(may_read(Standing(standing.actor, one.case, one.definition, standing.world)))
