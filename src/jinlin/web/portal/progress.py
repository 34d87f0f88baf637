"""The way of a case in one line: where it has been, where it is, and where it goes as a rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.words import Words

ACT = "act."


class Stop(NamedTuple):
    """A state on the way."""

    name: Words
    how: Literal["been", "now", "ahead"]


def way(definition: Definition, kinds: Iterable[str], now: str) -> tuple[Stop, ...]:
    """The stops of a case whose history has events of these kinds, and which is in state `now`."""
    states = definition.states
    been = [name for name in _been(definition, kinds, now) if name in states]
    ahead = _ahead(definition, been, now) if now in states else []
    return (
        *(Stop(states[name].name, "been") for name in been),
        *((Stop(states[now].name, "now"),) if now in states else ()),
        *(Stop(states[name].name, "ahead") for name in ahead),
    )


def _been(definition: Definition, kinds: Iterable[str], now: str) -> list[str]:
    """The states before this one; a way that led back is cut off where it came back to."""
    line: list[str] = []
    for name in [*_entered(definition, kinds), now]:
        if name in line:
            del line[line.index(name) :]
        line.append(name)
    return line[:-1]


def _entered(definition: Definition, kinds: Iterable[str]) -> Iterator[str]:
    yield definition.starts_in
    for kind in kinds:
        action = definition.actions.get(kind.removeprefix(ACT)) if kind.startswith(ACT) else None
        if action is not None and action.to:
            yield action.to


def _ahead(definition: Definition, been: Sequence[str], now: str) -> list[str]:
    """What the pack's usual way has left, as far as it can be come to from here. A pack that names none
    foretells nothing, and neither does an end."""
    usual = definition.way
    walked = max((usual.index(name) for name in (*been, now) if name in usual), default=len(usual))
    can_come_to = _reached_from(definition, now)
    return [name for name in usual[walked + 1 :] if name in can_come_to]


def _reached_from(definition: Definition, state: str) -> set[str]:
    if definition.states[state].final:
        return set()
    reached: set[str] = set()
    edge = {state}
    while edge:
        edge = {name for one in edge for name in _next(definition, one)} - reached
        reached |= edge
    return reached


def _next(definition: Definition, state: str) -> Iterator[str]:
    final = definition.states[state].final
    return (
        action.to
        for action in definition.actions.values()
        if action.to and not final and action.starts_in(state, final=final)
    )
