"""The course of a demo case: in time, from state to state, at a place of the county. What it then
needs of its answers only the engine can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.policies import SYSTEM_ROLE
from jinlin.lib.geodesy import Point, to_wgs84
from jinlin.packkit.checks.graph import starts_in
from jinlin.packkit.checks.house import House
from jinlin.packkit.demo import grid
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.demo import LiveCase

FILE = "demo.yaml"


def demo_cases_take_their_course(draft: Draft, _: House) -> Iterator[Fault]:
    """Every step comes after the one before and starts where the case is by then; so it goes on."""
    for n, one in enumerate(draft.demo.cases if draft.demo else ()):
        yield from _times(draft, n, one)
        if one.opens in draft.cases:
            definition = draft.cases[one.opens].definition
            yield from _states(draft, n, one, definition)
            yield from _place(draft, n, one, definition)


def _times(draft: Draft, n: int, one: LiveCase) -> Iterator[Fault]:
    before: tuple[int, time] = (0, one.at)
    for m, step in enumerate(one.then):
        if (step.days, step.at) < before:
            zh = "这一步早于上一步，请按时间先后写"
            en = "this step happens before the one above it; write steps in the order of time"
            yield fault(draft.place(FILE, "cases", n, "then", m), "time-goes-back", zh, en)
        before = max(before, (step.days, step.at))


def _states(draft: Draft, n: int, one: LiveCase, definition: Definition) -> Iterator[Fault]:
    here = {definition.starts_in} & definition.states.keys()
    for m, step in enumerate(one.then):
        action = definition.actions.get(step.takes)
        if action is None:
            continue  # told elsewhere
        here = _moved_by_silence(definition, here)
        fitting = {state for state in here if starts_in(definition, step.takes, state)}
        if not fitting:
            where = ", ".join(sorted(here))
            zh = f"操作“{step.takes}”不从这时的状态（{where}）出发，请核对前面的步骤"
            en = f"`{step.takes}` does not start in {where}, where the case is then; see the steps before it"
            yield fault(draft.place(FILE, "cases", n, "then", m, "takes"), "demo-course", zh, en)
            return
        here = {action.to} & definition.states.keys() if action.to else fitting


def _moved_by_silence(definition: Definition, here: set[str]) -> set[str]:
    """These states, and those to which the product itself, or another case, can have led from them."""
    found, ahead = set(here), set(here)
    own = {name: one for name, one in definition.actions.items() if SYSTEM_ROLE in one.by and one.to}
    while ahead:
        steps = {one.to for name, one in own.items() for state in ahead if starts_in(definition, name, state)}
        ahead = {to for to in steps if to in definition.states} - found
        found |= ahead
    return found


def _place(draft: Draft, n: int, one: LiveCase, definition: Definition) -> Iterator[Fault]:
    value = one.answers.get(definition.placed_by or "")
    if not isinstance(value, dict):
        return
    try:
        point = to_wgs84(Point.model_validate(value))
    except ValueError:
        return  # that it is no point is told where answers are read
    if grid().at(point.x, point.y, date.max) is None:
        zh, en = "该位置不在示范县的网格内", "this place is in no cell of the demo county's grid"
        place = draft.place(FILE, "cases", n, "answers", str(definition.placed_by))
        yield fault(place, "demo-answer", zh, en)
