"""Maker and checker: which earlier actions keep a person, or a whole unit, from an action.

A pack says so with `apart_from`. An instrument says so of its effects, for every pack and every definition,
also those under which cases were opened before: `register` it when its app starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from jinlin.kernel.cases.definition import Action, Definition

Level = Literal["person", "organisation"]
Keeps = Callable[[Any, Any], bool]
"""Whether whoever set the second in motion may not set the first in motion; both are params of one effect."""

_KEEPS: dict[str, Keeps] = {}


def register(effect: str, keeps: Keeps) -> None:
    """Make known which uses of an effect are for two people."""
    _KEEPS[effect] = keeps


def apart(definition: Definition, action: Action) -> Mapping[str, Level]:
    """The actions of the case that keep whoever took them away from this one."""
    if not any(one.name in _KEEPS for one in action.does):
        return action.apart_from
    found: dict[str, Level] = dict(action.apart_from)
    for name, earlier in definition.actions.items():
        if name not in found and earlier is not action and _kept(action, earlier):
            found[name] = "person"
    return found


def _kept(action: Action, earlier: Action) -> bool:
    return any(
        one.name == other.name and _KEEPS[one.name](one.params, other.params)
        for one in action.does
        if one.name in _KEEPS
        for other in earlier.does
    )
