"""一人一手, over all cases of a distribution: the kernel looks at the step's own, this at all."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.case_actions import steps_of
from jinlin.instruments.payouts.hands import are_two, hand_of
from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.selectors import taken_in_children
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import NotAllowed


def require_one_hand(asked: Asked, step: str) -> None:
    """NotAllowed for whoever acted with another hand in the distribution or in one of its objections."""
    if hand_of(step) is None or asked.actor.label == SYSTEM.label:
        return
    for earlier in _taken(asked):
        if any(are_two(step, one) for one in steps_of(earlier)):
            raise NotAllowed(
                f"在这件发放里做过“{earlier.name.zh}”的人员不能再做这一步，须由他人办理",
                f"Whoever took '{earlier.name.en}' in this distribution may not take this step too; "
                "somebody else must",
            )


def _taken(asked: Asked) -> Iterator[Action]:
    """What the actor has taken in the cases of this distribution."""
    whole = asked.case
    for name, took in whole.case.tally["acts"].items():
        if any(label == asked.actor.label for label, _ in took["by"]):
            yield whole.definition.actions[name]
    yield from taken_in_children(asked.id, asked.actor.label)
