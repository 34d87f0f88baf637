"""Taking an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from jinlin.kernel.cases import policies
from jinlin.kernel.cases.definition import Action, Need
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import run_effects
from jinlin.kernel.cases.engine import requests
from jinlin.kernel.cases.engine.attempts import attempt
from jinlin.kernel.cases.engine.ground import ground_of
from jinlin.kernel.cases.engine.pace import note_when, too_often
from jinlin.kernel.cases.engine.passing import advance
from jinlin.kernel.cases.engine.placing import place
from jinlin.kernel.cases.engine.refusals import no_such_action, no_such_case, not_possible
from jinlin.kernel.cases.engine.states import deadline, enter
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.facts import CaseFacts
from jinlin.kernel.cases.values import read_all
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.rules import cel
from jinlin.lib.errors import NotAllowed, NotMet, NotPossible


def act(work: Work, draft: Draft, name: str, answers: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Take an action. What silence has brought until `now` happens first.

    NotFound, NotPossible, NotAllowed, BadInput, NotMet: each says why and what would help.
    """
    advance(work, draft, now)
    action = _action(work, draft, name, actor)
    decision = _may_act(work, draft, action, actor)
    _check_possible(work, draft, name, now)
    values = read_all(action.asks, answers, ground_of(work, draft.definition.pack, actor))
    kept = draft.put_all(values)
    _check_needs(work, draft, action, actor, now)
    place(work, draft, values)
    _perform(work, draft, name, (actor, decision), now, kept)
    work.do_what_waits()


def take_as_system(work: Work, draft: Draft, names: Sequence[str], now: datetime) -> None:
    """The product itself takes the first of these actions that starts where the case is.

    NotPossible if none does, NotMet if its needs do not hold, NotFound if the case has no such action.
    """
    actions = {name: draft.definition.actions[name] for name in names if name in draft.definition.actions}
    if not actions:
        raise no_such_action(draft, names[0])
    fitting = [name for name, one in actions.items() if one.starts_in(draft.case.state, final=draft.is_final)]
    if not fitting:
        raise not_possible(draft, next(iter(actions.values())))
    _check_needs(work, draft, actions[fitting[0]], SYSTEM, now)
    system = policies.Decision(True, role=policies.SYSTEM_ROLE)
    _perform(work, draft, fitting[0], (SYSTEM, system), now, {})


def move(work: Work, draft: Draft, names: Sequence[str], now: datetime) -> None:
    """Something that happened elsewhere has the product take one of these actions on this case, once that
    change is done. Whoever acted elsewhere is not refused for it: what cannot be is told here."""
    act = partial(take_as_system, work, draft, names, now)
    work.later(partial(attempt, work, draft, names[0], now, act))


def looks_at(need: Need, asked: Mapping[str, Any]) -> bool:
    """Whether a need looks at what the action is about to ask, so that it cannot be told beforehand."""
    return not cel.names(need.when).isdisjoint(asked)


def _perform(
    work: Work,
    draft: Draft,
    name: str,
    who: tuple[Actor, policies.Decision],
    now: datetime,
    kept: Mapping[str, Any],
) -> None:
    (actor, decision), action, before = who, draft.definition.actions[name], draft.clocks.running
    facts: dict[str, Any] = {
        "from": draft.case.state,
        "as": decision.as_facts(),
        "answers": dict(kept),
    }
    draft.record(f"act.{name}", actor, now, facts)
    _count(draft, name, actor, decision)
    note_when(draft, name, now)
    run_effects(work, action.does, draft, actor, now, facts)
    if action.to:
        enter(work, draft, action.to, actor, now)
    requests.note(draft, name)
    facts["to"] = draft.case.state
    if draft.clocks.running is not before:
        facts |= deadline(draft)


def _action(work: Work, draft: Draft, name: str, actor: Actor) -> Action:
    action = draft.definition.actions.get(name)
    if action is not None:
        return action
    if not policies.may_read(policies.Standing(actor, draft.case, draft.definition, work.world)):
        raise no_such_case()
    raise no_such_action(draft, name)


def _may_act(work: Work, draft: Draft, action: Action, actor: Actor) -> policies.Decision:
    standing = policies.Standing(actor, draft.case, draft.definition, work.world)
    decision = policies.may_take(standing, action)
    if decision:
        return decision
    if not policies.may_read(standing):
        raise no_such_case()
    raise NotAllowed(decision.reason.zh, decision.reason.en)


def _check_possible(work: Work, draft: Draft, name: str, now: datetime) -> None:
    action = draft.definition.actions[name]
    if not action.starts_in(draft.case.state, final=draft.is_final):
        raise not_possible(draft, action)
    if reason := too_often(draft, name, work.world, now):
        raise NotPossible(reason.zh, reason.en)


def _check_needs(work: Work, draft: Draft, action: Action, actor: Actor, now: datetime) -> None:
    facts = CaseFacts(work, draft, actor, now)
    for need in action.needs:
        if not facts.holds(need.when):
            raise NotMet(need.otherwise.zh, need.otherwise.en, help=action.name)


def _count(draft: Draft, name: str, actor: Actor, decision: policies.Decision) -> None:
    tally = draft.case.tally["acts"].setdefault(name, {"n": 0, "by": []})
    tally["n"] += 1
    taker = [actor.label, decision.post.organisation if decision.post else None]
    is_officer_or_opener = actor is not SYSTEM and actor.member is None
    if is_officer_or_opener and taker not in tally["by"]:
        tally["by"].append(taker)
