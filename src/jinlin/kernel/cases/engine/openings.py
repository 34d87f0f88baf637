"""Opening a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinlin.kernel.cases import columns, policies
from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import run_effects
from jinlin.kernel.cases.engine import family
from jinlin.kernel.cases.engine.ground import ground_of
from jinlin.kernel.cases.engine.placing import place
from jinlin.kernel.cases.engine.states import deadline, enter
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.facts import CaseFacts, new_tally
from jinlin.kernel.cases.values import read_all
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.rules import cel
from jinlin.lib.errors import BadInput, NotAllowed


@dataclass
class Opening:
    """What is needed to open one case."""

    definition: Definition
    answers: Mapping[str, Any]
    actor: Actor
    channel: str
    parent: Draft | None = None
    holder: str | None = None
    source_key: str | None = None
    tracking: bytes | None = None


def open_draft(work: Work, opening: Opening, now: datetime) -> Draft:
    """Open a case. NotAllowed (role), BadInput (channel, or answers: names every field that does not fit)."""
    definition = opening.definition
    values = read_all(definition.asks, opening.answers, ground_of(work, definition.pack, opening.actor))
    decision = _may_open(work, opening, values)
    draft = _new_draft(work, opening, _opener(opening, decision), now)
    kept = draft.put_all(values)
    place(work, draft, values)
    if opening.parent and draft.case.area is None:
        draft.case.area = opening.parent.case.area
    _check_door(work, draft, opening, decision, now)
    facts = draft.record("opened", opening.actor, now, _facts(draft, opening, decision, kept))
    if opening.parent:
        family.tell_parent_of_opening(opening.parent, draft, now)
    run_effects(work, definition.opens_with, draft, opening.actor, now, facts)
    enter(work, draft, definition.starts_in, opening.actor, now)
    facts |= {"state": draft.case.state} | deadline(draft)
    work.do_what_waits()
    return draft


def opened_as(draft: Draft) -> str:
    """The role in which a case was opened just now."""
    return str(draft.entries[0].facts["as"]["role"])


def _may_open(work: Work, opening: Opening, values: Mapping[str, Any]) -> policies.Decision:
    if opening.actor is SYSTEM or opening.parent is not None:
        return policies.Decision(True, role=policies.SYSTEM_ROLE)
    decision = policies.may_open(opening.actor, opening.definition, work.world, values.get("area"))
    if not decision:
        raise NotAllowed(decision.reason.zh, decision.reason.en)
    if opening.channel not in opening.definition.channels:
        known = ", ".join(opening.definition.channels)
        raise BadInput(f"没有这个渠道；可用：{known}", f"There is no such channel; known are: {known}")
    return decision


def _opener(opening: Opening, decision: policies.Decision) -> str:
    """Whose own the case is: nobody's in an office, who writes down what a caller says; but a grid worker's,
    whose office it is to report."""
    role = opening.definition.roles.get(decision.role)
    if decision.post is None or (role is not None and role.scope == "opener"):
        return opening.actor.label
    return policies.office_label(decision.post)


def _new_draft(work: Work, opening: Opening, opener: str, now: datetime) -> Draft:
    definition = opening.definition
    ((case_id, number),) = work.reader.numbers(definition, now, 1)
    case = columns.new(
        id=case_id, number=number, pack=definition.pack, type=definition.type,
        definition=definition.digest, state=definition.starts_in, channel=opening.channel,
        opener=opener, holder=opening.holder, opened_at=now, revision=0, head=b"",
        facts={}, tally=new_tally(), source_key=opening.source_key, tracking=opening.tracking,
        parent=opening.parent.case.id if opening.parent else None,
    )  # fmt: skip
    draft = Draft(case, definition, Clocks(), is_new=True)
    work.drafts[case_id] = draft
    return draft


def _check_door(
    work: Work, draft: Draft, opening: Opening, decision: policies.Decision, now: datetime
) -> None:
    """What the pack wants of the answers, told at the fields that it looks at."""
    facts, asks = CaseFacts(work, draft, opening.actor, now), draft.definition.asks
    for need in draft.definition.needs if decision.role != policies.SYSTEM_ROLE else ():
        if not facts.holds(need.when):
            sentence = {"zh": need.otherwise.zh, "en": need.otherwise.en}
            fields = {name: sentence for name in sorted(cel.names(need.when)) if name in asks}
            raise BadInput(need.otherwise.zh, need.otherwise.en, fields=fields)


def _facts(
    draft: Draft, opening: Opening, decision: policies.Decision, kept: Mapping[str, Any]
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "type": draft.definition.key,
        "definition": draft.definition.digest,
        "number": draft.case.number,
        "channel": opening.channel,
        "as": decision.as_facts(),
        "answers": dict(kept),
    }
    return facts | ({"parent": opening.parent.case.number} if opening.parent else {})
