"""Which actions of a case set the steps of its distribution in motion. Pure."""

from __future__ import annotations

from jinlin.kernel.cases.definition import Action, Definition, Effect
from jinlin.lib.errors import NotPossible

EFFECT = "payout"


def action_for(definition: Definition, step: str) -> str:
    """The action of the case that sets a step in motion. NotPossible if its pack has none."""
    for name, action in definition.actions.items():
        if step in steps_of(action):
            return name
    raise NotPossible(f"此类事项没有“{step}”这一步", f"Cases of this type have no step `{step}`")


def steps_of(action: Action) -> list[str]:
    """The steps that an action sets in motion."""
    return _steps(action.does)


def is_distribution(definition: Definition) -> bool:
    """Whether a case of this type is a distribution from its opening on."""
    return "open" in _steps(definition.opens_with)


def _steps(effects: tuple[Effect, ...]) -> list[str]:
    return [str(one.params) for one in effects if one.name == EFFECT]
