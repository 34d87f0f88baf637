"""The history of a case as one actor may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jinlin.kernel.cases import imprint
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.selectors.viewing import CaseView, case_for
from jinlin.kernel.cases.vault import MARK
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import names_of
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
STAFF_ONLY = frozenset({"revealed", "escalated"})
LIMIT = 500
BATCH = 500


@dataclass(frozen=True)
class TimelineEntry:
    """One event: its number in the case's history, what it was, when, by whom, and what is not personal."""

    seq: int
    kind: str
    name: Words
    at: datetime
    by: str
    facts: dict[str, Any]


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
    events = _seen(view, after, limit)
    staff = view.decision.post is not None
    names = names_of(event.actor for event in events) if staff else {}
    return [_entry(view, event, names) for event in events]


def _seen(view: CaseView, after: int, limit: int) -> list[Event]:
    """The next events that this actor may see; those that are not for them do not count."""
    staff = view.decision.post is not None
    seen: list[Event] = []
    while batch := history(f"{STREAM}{view.case.id}", after=after, limit=BATCH):
        after = batch[-1].seq
        seen += [one for one in batch if staff or is_public_kind(view.definition, one.kind)]
        if len(seen) >= limit or len(batch) < BATCH:
            break
    return seen[:limit]


def _entry(view: CaseView, event: Event, names: Mapping[str, str]) -> TimelineEntry:
    facts = json.loads(event.facts)
    return TimelineEntry(
        seq=event.seq,
        kind=event.kind,
        name=name_of_kind(view.definition, event.kind),
        at=event.at,
        by=_by(view, event.actor, names, facts),
        facts=_facts(facts),
    )


def is_public_kind(definition: Definition, kind: str) -> bool:
    """Whether those who are not staff see that this happened."""
    group, _, name = kind.partition(".")
    if group == "act":
        return name in definition.actions and definition.actions[name].public
    return kind not in STAFF_ONLY


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
    if view.decision.post is not None:
        return names.get(label, label)
    unit = view.standing.world.organisation(facts.get("as", {}).get("organisation") or "")
    return unit.name if unit else ""


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without what is kept encrypted, and without the digest of the row."""
    return {name: _open(value) for name, value in facts.items() if name != imprint.FACT}


def _open(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(MARK):
        return None
    if isinstance(value, dict):
        return {name: _open(one) for name, one in value.items()}
    return [_open(one) for one in value] if isinstance(value, list) else value
