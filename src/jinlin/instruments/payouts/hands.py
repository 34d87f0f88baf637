"""一人一手: which steps of a distribution one person may not both take. The table is `hands.yaml`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from jinlin.lib.words import Frozen, Words
from jinlin.lib.yaml12 import load


class Hand(Frozen):
    """Steps that belong together: one person may take all of them, and none of another hand."""

    name: Words
    steps: tuple[str, ...]


@cache
def hands() -> Mapping[str, Hand]:
    """All hands by name."""
    text = (files(__package__) / "hands.yaml").read_text("utf-8")
    return TypeAdapter(dict[str, Hand]).validate_python(load(text)[0])


def hand_of(step: str) -> str | None:
    """The hand to which a step belongs; none for a step that moves no money."""
    return next((name for name, hand in hands().items() if step in hand.steps), None)


def are_two(step: object, earlier: object) -> bool:
    """Whether the two steps are for two people."""
    one, other = hand_of(str(step)), hand_of(str(earlier))
    return one is not None and other is not None and one != other
