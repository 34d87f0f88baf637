"""A process as a picture: the states of a definition, and what leads from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition, Effects, State
from jinlin.kernel.cases.policies import SYSTEM_ROLE
from jinlin.lib.words import Words
from jinlin.web.language import say


class Way(NamedTuple):
    """How a case gets from one state to another: by an action, or by silence."""

    start: str
    end: str
    name: Words
    by_silence: bool


def picture(definition: Definition) -> dict[str, list[dict[str, object]]]:
    """Nodes and edges as `frontend/src/diagram.js` reads them, in the reader's language.

    An action that leaves the state as it is has no edge, nor one from every state: see `from_anywhere`. An
    edge is `silence` if nobody has to act for it.
    """
    nodes = [
        {"id": name, "name": say(state.name), "start": name == definition.starts_in, "final": state.final}
        for name, state in definition.states.items()
    ]
    between: dict[tuple[str, str], list[Way]] = {}
    for way in ways(definition):
        between.setdefault((way.start, way.end), []).append(way)
    return {"nodes": nodes, "edges": [_edge(pair, found) for pair, found in between.items()]}


def ways(definition: Definition) -> Iterator[Way]:
    """Every way from one state to another."""
    for name, action in definition.actions.items():
        if not action.to or action.from_ == "any":
            continue
        silent = set(action.by) == {SYSTEM_ROLE}
        for start in action.from_:
            if start != action.to:
                yield Way(
                    start, action.to, action.name, silent and _taken_in_silence(definition, start, name)
                )


def from_anywhere(definition: Definition) -> list[Words]:
    """The names of the actions that can be taken in every state that is not final."""
    return [action.name for action in definition.actions.values() if action.from_ == "any"]


def _taken_in_silence(definition: Definition, state: str, action: str) -> bool:
    return any(
        effect.name == "take" and effect.params == action
        for effects in _lapses(definition.states[state])
        for effect in effects
    )


def _lapses(state: State) -> Iterator[Effects]:
    yield state.on_lapse
    yield from state.before.values()
    yield from state.then_after.values()


def _edge(pair: tuple[str, str], found: list[Way]) -> dict[str, object]:
    kind = "silence" if all(way.by_silence for way in found) else "action"
    label = " · ".join(dict.fromkeys(say(way.name) for way in found))
    return {"from": pair[0], "to": pair[1], "label": label, "kind": kind}
