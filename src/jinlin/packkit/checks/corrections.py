"""Dead ends: what was answered at the door and is looked at later can be corrected by somebody by then, or is
refused at the door; and what only effects set is set by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from jinlin.kernel.cases.definition import Action, Definition, FromTable
from jinlin.kernel.cases.policies import SYSTEM_ROLE
from jinlin.kernel.rules import cel
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.graph import reached_from, starts_in
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import effects_of, expressions_of, fields_set
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault

ACTOR = "actor"


class Look(NamedTuple):
    """Where an action looks at a field, and in which state it then is."""

    trail: Trail
    action: str
    field: str
    state: str


def what_is_looked_at_can_be_corrected(draft: Draft, _: House) -> Iterator[Fault]:
    """A step that depends on an answer of whoever opened the case is no dead end: from where the step starts,
    somebody can still answer anew and come back to it."""
    for case, definition in draft.definitions():
        told: set[tuple[str, str]] = set()
        for look in _looks(draft, definition) if _has_a_door(definition) else ():
            if (look.action, look.field) not in told and not _can_be_corrected(definition, look):
                told.add((look.action, look.field))
                zh = (
                    f"操作“{look.action}”要看开立时填的“{look.field}”，但在状态“{look.state}”已没有人能更正它；"
                    "请让一个操作的 asks 再问它，或写入本事项的 needs，在开立时就拒绝"
                )
                en = (
                    f"action `{look.action}` looks at `{look.field}`, which was answered at the door and "
                    f"which nobody can correct in state `{look.state}`: let an action ask it again, or "
                    "refuse it at the door, in `needs` of the case"
                )
                yield fault(case.tree.place(*look.trail), "nobody-corrects", zh, en)


def _has_a_door(definition: Definition) -> bool:
    """Whether people open cases of this type; what another case hands on was answered there."""
    return any(role in definition.roles and role != SYSTEM_ROLE for role in definition.opened_by)


def _looks(draft: Draft, definition: Definition) -> Iterator[Look]:
    """Each look of an action at an answer of the door that this action does not ask itself."""
    for trail, action, names in _named(draft, definition):
        one = definition.actions[action]
        if set(one.by) == {SYSTEM_ROLE}:
            continue  # it is set in motion by a step of people, who could look before
        for field in sorted(names & definition.asks.keys() - one.asks.keys()):
            for state in _starts(definition, one):
                if trail[-1] != "within" or _is_set_anew(definition, state, one.to):
                    yield Look(trail, action, field, state)


def _named(draft: Draft, definition: Definition) -> Iterator[tuple[Trail, str, frozenset[str]]]:
    """The names that each action looks at: in its needs and effects, and in the tables that it asks. What
    depends on who acts, another can do; what a child is given, is told there."""
    refused = {need.when for need in definition.needs}
    for one in expressions_of(definition):
        if one.trail[0] == "actions" and one.text not in refused and one.trail[-2] != "answers":
            names = _names(one.text)
            yield from [] if ACTOR in names else [(one.trail, str(one.trail[1]), names)]
    for name, action in definition.actions.items():
        for n, effect in enumerate(action.does):
            if effect.name == "decide" and isinstance(effect.params, dict):
                trail = ("actions", name, "does", n, "decide", "table")
                yield trail, name, _facts(draft, effect.params.get("table"))
        state = definition.states.get(action.to or "")
        if state is not None and isinstance(state.within, FromTable):
            yield ("states", str(action.to), "within"), name, _facts(draft, state.within.table)


def _starts(definition: Definition, action: Action) -> Iterator[str]:
    """The states that a case can come to and in which the action can start."""
    for name in sorted(reached_from(definition, definition.starts_in)):
        if action.starts_in(name, final=definition.states[name].final):
            yield name


def _is_set_anew(definition: Definition, state: str, to: str | None) -> bool:
    """Whether the clock of `to` starts anew when it is entered from this state; else it goes on."""
    return to not in (definition.states[state].pauses, definition.states[state].keeps)


def _names(text: str) -> frozenset[str]:
    try:
        return cel.names(text)
    except cel.PackFault:
        return frozenset()  # told where expressions are read


def _facts(draft: Draft, table: Any) -> frozenset[str]:
    found = draft.tables.get(str(table))
    return found.facts if found else frozenset()


def _can_be_corrected(definition: Definition, look: Look) -> bool:
    """Whether somebody can answer anew from that state, with a way back to it."""
    ahead = reached_from(definition, look.state)
    return any(
        start in ahead and look.state in reached_from(definition, action.to or start)
        for name, action in definition.actions.items()
        if set(action.by) != {SYSTEM_ROLE} and look.field in _answered(action)
        for start in definition.states
        if starts_in(definition, name, start)
    )


def _answered(action: Action) -> set[str]:
    """The fields that an action asks, or sets."""
    return action.asks.keys() | {field for effect in action.does for field in fields_set(effect)}


def facts_are_set(draft: Draft, _: House) -> Iterator[Fault]:
    """A fact, which nobody is asked at opening, is asked by an action or set by an effect."""
    for case, definition in draft.definitions():
        known = {name for action in definition.actions.values() for name in action.asks}
        for at in effects_of(definition):
            known |= fields_set(at.effect)
        for name in definition.facts.keys() - known:
            zh = f"没有操作问“{name}”，也没有效果写它，它永远是空的；请用 set 或 decide 写入，或删去"
            en = f"no action asks `{name}` and no effect sets it: it is never filled: set it or take it out"
            yield fault(case.tree.place("facts", name), "never-set", zh, en)
