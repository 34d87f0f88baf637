"""The history of a case as one actor may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from jinlin.kernel.cases import imprint, policies
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.policies import Field, How
from jinlin.kernel.cases.selectors.viewing import CaseView, case_for
from jinlin.kernel.journal.selectors import history, newest
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import names_of
from jinlin.lib.errors import NotFound
from jinlin.lib.spans import Span
from jinlin.lib.words import Words

if TYPE_CHECKING:
    from jinlin.kernel.journal.models import Event

KINDS: dict[str, Words] = {
    "opened": Words(zh="登记", en="Opened"),
    "closed": Words(zh="办结", en="Closed"),
    "reopened": Words(zh="重新办理", en="Reopened"),
    "card.yellow": Words(zh="亮黄牌", en="Yellow card"),
    "card.red": Words(zh="亮红牌", en="Red card"),
    "card.lifted": Words(zh="摘牌", en="Card removed"),
    "not_taken": Words(zh="系统步骤未办成", en="A step of the system could not be taken"),
    "escalated": Words(zh="已报中心主任", en="Escalated"),
    "extended": Words(zh="延期", en="Deadline extended"),
    "recomputed": Words(zh="放假安排公布，期限重算", en="Deadline computed anew with the holiday table"),
    "child.opened": Words(zh="转出协办或关联事项", en="Part of the matter given to others"),
    "child.closed": Words(zh="关联事项办结", en="A part was closed"),
    "child.reopened": Words(zh="关联事项重新办理", en="A part was reopened"),
    "child.moved": Words(zh="随并案转入", en="Moved along with a merged case"),
    "merged": Words(zh="并案", en="Merged"),
    "revealed": Words(zh="查看个人信息", en="Personal data shown"),
    "attached": Words(zh="添加材料", en="File added"),
    "forgotten": Words(zh="个人信息按期销毁", en="Personal data destroyed on schedule"),
}
KEEPING_FIELDS = frozenset({"answers", "set"})
"""The facts of an event that hold fields."""
LIMIT = 500
BATCH = 500
PAGE = 50


@dataclass(frozen=True)
class TimelineEntry:
    """One event: its number in the case's history, what it was, when, by whom, and what is not personal."""

    seq: int
    kind: str
    name: Words
    at: datetime
    by: str
    facts: dict[str, Any]


class Stretch(NamedTuple):
    """A part of a history, newest first. `earlier` is the event before which there is more; None if this is
    where it begins."""

    entries: tuple[TimelineEntry, ...]
    earlier: int | None


def name_events(names: Mapping[str, Words]) -> None:
    """Make the names known of the events that an instrument writes into the history of a case."""
    KINDS.update(names)


def timeline(number: str, actor: Actor, after: int = 0, limit: int = LIMIT) -> list[TimelineEntry]:
    """The history of a case from `after` on, at most `limit` events. NotFound as for the case itself.

    Staff see who acted; whoever opened the case sees the unit, and only what the pack calls public.
    """
    return timeline_of(case_for(number, actor), after, limit)


def timeline_of(view: CaseView, after: int = 0, limit: int = LIMIT) -> list[TimelineEntry]:
    """The same of a case that is at hand."""
    steps = _seen(view, after, limit)
    names = names_of(step.event.actor for step in steps) if view.sight.is_staffs else {}
    return [_entry(view, step, names) for step in steps]


def latest_of(view: CaseView, before: int = 0, limit: int = PAGE) -> Stretch:
    """The last events of a case that this actor may see, newest first; those before the event `before`, if
    that is given. However long the case is, its present is on the first page."""
    stream, seen = f"{STREAM}{view.case.id}", list[_Step]()
    while batch := newest(stream, before, limit + 1):
        before = batch[-1].seq
        steps = _steps(view, batch)
        seen += [one for one in steps if _is_seen(view, one)]
        if len(seen) > limit or len(batch) <= limit:
            break
    names = names_of(one.event.actor for one in seen[:limit]) if view.sight.is_staffs else {}
    shown = tuple(_entry(view, one, names) for one in seen[:limit])
    return Stretch(shown, shown[-1].seq if len(seen) > limit else None)


def provable(view: CaseView, seq: int | None = None) -> int:
    """Which event is proven to this actor: the one asked for, or the last. A proof shows its event whole, so
    there is none of what the history withholds. NotFound."""
    seen = latest_of(view, seq + 1 if seq else 0, 1).entries
    wanted = seq or (seen[0].seq if seen else 0)
    if not seen or seen[0].seq != wanted:
        raise NotFound("没有这条记录", "There is no such event, or it is not open to you")
    return wanted


class _Step(NamedTuple):
    """An event, and its facts as they were read."""

    event: Event
    facts: dict[str, Any]


def _seen(view: CaseView, after: int, limit: int) -> list[_Step]:
    """The next events that this actor may see; those that are not for them do not count."""
    seen: list[_Step] = []
    while batch := history(f"{STREAM}{view.case.id}", after=after, limit=BATCH):
        after = batch[-1].seq
        steps = _steps(view, batch)
        seen += [one for one in steps if _is_seen(view, one)]
        if len(seen) >= limit or len(batch) < BATCH:
            break
    return seen[:limit]


def _steps(view: CaseView, events: Sequence[Event]) -> list[_Step]:
    """These events with their facts, opened with the key of their case."""
    contents = view.draft.contents
    return [_Step(one, contents.unlocked(json.loads(one.facts), one.stream)) for one in events]


def _is_seen(view: CaseView, step: _Step) -> bool:
    part = policies.Event(step.event.kind, step.event.actor, step.facts)
    return view.sight.how(part) is How.SHOWN


def _entry(view: CaseView, step: _Step, names: Mapping[str, str]) -> TimelineEntry:
    event = step.event
    return TimelineEntry(
        seq=event.seq,
        kind=event.kind,
        name=name_of_kind(view.definition, event.kind),
        at=event.at,
        by=_by(view, event.actor, names, step.facts),
        facts=_facts(view, step.facts),
    )


def name_of_kind(definition: Definition, kind: str) -> Words:
    """A kind of event in words."""
    group, _, rest = kind.partition(".")
    if group == "act" and rest in definition.actions:
        return definition.actions[rest].name
    if group == "lapse":
        return _lapse(definition, *rest.split(".", 1))
    return KINDS.get(kind, Words(zh=kind, en=kind))


def _lapse(definition: Definition, state: str, mark: str) -> Words:
    name = definition.states[state].name
    if mark == "due":
        return Words(zh=f"“{name.zh}”到期", en=f"Time limit of '{name.en}' passed")
    when, _, text = mark.partition(" ")
    span = Span.parse(text).words
    zh = f"还有{span.zh}到期" if when == "before" else f"逾期{span.zh}"
    return Words(zh=f"“{name.zh}”{zh}", en=f"'{name.en}': {span.en} {when} the limit")


def _by(view: CaseView, label: str, names: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    if view.sight.is_staffs:
        return names.get(label, label)
    unit = view.standing.world.organisation(facts.get("as", {}).get("organisation") or "")
    return unit.name if unit else ""


def _facts(view: CaseView, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without the digest of the row, and of fields those that this actor sees as they are."""
    told = {name: value for name, value in facts.items() if name != imprint.FACT}
    for name in KEEPING_FIELDS & told.keys():
        told[name] = {field: _value(view, field, value) for field, value in told[name].items()}
    return told


def _value(view: CaseView, field: str, value: Any) -> Any:
    is_known = field in view.definition.fields
    return value if is_known and view.sight.how(Field(field)) is How.SHOWN else None
