"""What everybody may see: that it is told by a category, and that what is hidden is there."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import unknown


def public_cases_have_a_public_category(draft: Draft, _: House) -> Iterator[Fault]:
    """A case is shown by its category: without one in the open nobody would see it."""
    for case, definition in draft.definitions():
        if definition.public is not None and not definition.is_public(definition.classified_by):
            zh = "公开的事项按类别显示：classified_by 须指向 privacy: public 的字段"
            en = (
                "public cases are shown by category: `classified_by` must name a field with `privacy: public`"
            )
            yield fault(case.tree.place("public"), "public-without-category", zh, en)


def hidden_states_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`hidden_in` names states of the case."""
    for case, definition in draft.definitions():
        for n, state in enumerate(definition.public.hidden_in if definition.public else ()):
            if state not in definition.states:
                place = case.tree.place("public", "hidden_in", n)
                yield unknown(place, "state", state, definition.states)
