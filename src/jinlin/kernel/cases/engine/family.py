"""Parents and children: each parent keeps a tally of its children, so that its guards need no query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import NotMet


def tell_parent_of_opening(parent: Draft, child: Draft, now: datetime) -> None:
    """The parent has one more open child."""
    nobody = {"total": 0, "open": 0, "closed": 0}
    tally = parent.case.tally["children"].setdefault(child.case.type, nobody)
    tally["total"] += 1
    tally["open"] += 1
    facts = {"type": child.definition.key, "number": child.case.number}
    parent.record("child.opened", SYSTEM, now, facts)


def tell_parent_of_closing(work: Work, child: Draft, now: datetime) -> None:
    """The parent has one open child less; after the last, it does what its state says."""
    parent = work.parent_of(child)
    if parent is None:
        return
    _count(parent, child, "child.closed", 1, now)
    if all(one["open"] == 0 for one in parent.case.tally["children"].values()):
        _when_all_are_closed(work, parent, now)


def tell_parent_of_reopening(work: Work, child: Draft, now: datetime) -> None:
    """The parent has one open child more again."""
    parent = work.parent_of(child)
    if parent is not None:
        _count(parent, child, "child.reopened", -1, now)


def merge(work: Work, source: Draft, target: Draft, now: datetime) -> None:
    """The source goes on as part of the target; its open children go on under the target."""
    if target is source or target.definition.key != source.definition.key or target.is_final:
        raise NotMet(
            "只能并入另一件同类且未办结的事项",
            "A case can only be merged into another open case of the same type",
        )
    source.case.merged_into = target.case.id
    target.case.tally["merged"] = target.case.tally.get("merged", 0) + 1
    source.record("merged", SYSTEM, now, {"into": target.case.number})
    target.record("merged", SYSTEM, now, {"from": source.case.number})
    for child in open_children(work, source):
        _move(child, source, target, now)


def open_children(work: Work, parent: Draft) -> list[Draft]:
    """The children that are not closed, those of this very change included."""
    if all(one["open"] == 0 for one in parent.case.tally["children"].values()):
        return []
    stored = {child.case.id: child for child in work.reader.open_children(parent)}
    known = {one.case.id: one for one in work.drafts.values() if one.case.parent == parent.case.id}
    work.drafts.update({case: child for case, child in stored.items() if case not in known})
    return [one for _, one in sorted((stored | known).items()) if not one.is_final]


def _move(child: Draft, source: Draft, target: Draft, now: datetime) -> None:
    child.case.parent = target.case.id
    child.record("child.moved", SYSTEM, now, {"from": source.case.number, "to": target.case.number})
    tally = source.case.tally["children"][child.case.type]
    tally["open"] -= 1
    tally["total"] -= 1
    tell_parent_of_opening(target, child, now)


def _count(parent: Draft, child: Draft, kind: str, step: int, now: datetime) -> None:
    tally: dict[str, Any] = parent.case.tally["children"][child.case.type]
    outcome = str(child.case.outcome)
    tally["open"] -= step
    tally["closed"] += step
    tally[outcome] = tally.get(outcome, 0) + step
    parent.record(kind, SYSTEM, now, {"number": child.case.number, "outcome": outcome})


def _when_all_are_closed(work: Work, parent: Draft, now: datetime) -> None:
    from jinlin.kernel.cases.engine.acts import move  # acts enter states, which tell parents

    def close() -> None:
        action = parent.definition.states[parent.case.state].on_children_closed
        if action and not parent.is_final:
            move(work, parent, (action,), now)

    work.later(close)  # what the children have told the parent comes first
