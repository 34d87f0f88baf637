"""Whose turn it is: in which states, and at which requests, a case waits for a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jinlin.kernel.cases.definition import Definition

OFFICES = frozenset({"area", "holder", "named"})
"""Scopes of roles that are held in an office. Whoever reported may mostly withdraw, and is not waited for."""


class Turn(NamedTuple):
    """The states in which a case waits for one role, and the requests that the role answers."""

    states: frozenset[str]
    requests: frozenset[str]


def turn_of(definition: Definition, role: str) -> Turn:
    """When a case of this type waits for `role`."""
    states = (name for name, state in definition.states.items() if not state.final)
    asking = (name for name, action in definition.actions.items() if action.answered_by)
    return Turn(
        frozenset(name for name in states if role in waited_for(definition, name)),
        frozenset(name for name in asking if _answers(definition, name, role)),
    )


def waited_for(definition: Definition, state: str) -> frozenset[str]:
    """The roles that the pack names; otherwise the offices that can lead the case on from this state, and of
    these the unit that holds it, whatever others may do meanwhile."""
    if named := definition.states[state].waits_for:
        return frozenset(named)
    moving = (one for one in definition.actions.values() if one.to and one.from_ != "any")
    roles = {role for one in moving if state in one.from_ for role in one.by}
    scopes = {role: definition.roles[role].scope for role in roles if role in definition.roles}
    units = frozenset(role for role, scope in scopes.items() if scope == "holder")
    return units or frozenset(role for role, scope in scopes.items() if scope in OFFICES)


def _answers(definition: Definition, request: str, role: str) -> bool:
    answers = definition.actions[request].answered_by
    return any(role in definition.actions[name].by for name in answers if name in definition.actions)
