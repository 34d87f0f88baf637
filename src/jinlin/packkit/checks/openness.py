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


def public_categories_are_told(draft: Draft, house: House) -> Iterator[Fault]:
    """The register that classifies public cases says in its column `public` which are shown: where no row
    does, none ever is."""
    for case, definition in draft.definitions():
        ask = definition.fields.get(definition.classified_by or "")
        if definition.public is None or ask is None or ask.type != "code" or not ask.register_:
            continue
        rows = house.rows(draft, ask.register_)
        if rows and not any(row.get("public") == "yes" for row in rows):
            zh = f"目录“{ask.register_}”的 public 列没有一行为 yes，公开的事项永远不会显示"
            en = f"no row of the register `{ask.register_}` says yes in a column `public`: none is shown"
            yield fault(case.tree.place("public"), "public-without-category", zh, en)


def hidden_states_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`hidden_in` names states of the case."""
    for case, definition in draft.definitions():
        for n, state in enumerate(definition.public.hidden_in if definition.public else ()):
            if state not in definition.states:
                place = case.tree.place("public", "hidden_in", n)
                yield unknown(place, "state", state, definition.states)
