"""What silence alone can bring about, read from a definition."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition, Effects


def ended_by_silence(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """(type, state, action) that end a case when nobody does anything, and that nobody can undo on it."""
    for name, state in definition.states.items():
        for effects in (*state.before.values(), state.on_lapse, *state.then_after.values()):
            for action in _taken(definition, effects):
                to = definition.actions[action].to
                if to is not None and not _a_person_goes_on(definition, to):
                    yield definition.key, name, action


def _taken(definition: Definition, effects: Effects) -> Iterator[str]:
    """The actions that effects take, those that their own effects take included."""
    for effect in effects:
        if effect.name == "take":
            yield effect.params
            yield from _taken(definition, definition.actions[effect.params].does)


def _a_person_goes_on(definition: Definition, state: str) -> bool:
    final = definition.states[state].final
    return any(
        action.starts_in(state, final=final)
        and set(action.by) != {"system"}
        and (not final or (action.to is not None and not definition.states[action.to].final))
        for action in definition.actions.values()
    )
