"""The demo county's own cases: everything they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault
from jinlin.packkit.grammar.demo import LiveCase
from jinlin.packkit.unknown import unknown

FILE = "demo.yaml"


def demo_cases_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Every case of demo.yaml is of a type of the pack, and what happens to it are actions of that type."""
    for n, one in enumerate(draft.demo.cases if draft.demo else ()):
        if one.opens not in draft.case_names:
            yield unknown(draft.place(FILE, "cases", n, "opens"), "type", one.opens, draft.case_names)
        else:
            yield from _unknown_actions(draft, n, one)


def _unknown_actions(draft: Draft, n: int, one: LiveCase) -> Iterator[Fault]:
    case = draft.cases.get(one.opens)
    actions = case.definition.actions if case else {}
    for m, step in enumerate(one.then if case else ()):
        if step.takes not in actions:
            place = draft.place(FILE, "cases", n, "then", m, "takes")
            yield unknown(place, "action", step.takes, actions)
