"""Whatever a pack says, silence locks no case, holds up no other, and loses no deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.clocks import mark_names
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.test_laws import check_alarm, check_chain, check_children
from jinlin.kernel.cases.tests.test_silence import action, state
from jinlin.kernel.cases.tests.town import CLERK, ROADS, ROLES, local, words
from jinlin.kernel.journal.selectors import history
from jinlin.lib import clock
from jinlin.lib.errors import Problem

STATES, ACTIONS = ("s0", "s1", "s2"), ("a0", "a1", "a2")
NEED = st.sampled_from(["true", "false", "n > 0", "1 / 0 == 1", "children.open == 0", "done.a0 == 0"])
NEEDS = st.lists(NEED.map(lambda when: {"when": when, "else": words(when)}), max_size=2)
EFFECT = st.sampled_from([
    {"take": "a0"}, {"take": "a1"}, {"take": "a2"}, {"take": "a9"}, {"card": "yellow"}, {"card": "red"},
    {"lift_card": "red"}, {"escalate": "head"}, {"extend": "'1 day'"}, {"extend": "n"},
    {"set": {"n": "n + 1"}}, {"set": {"n": "1"}},
    {"hold": f"'{ROADS}'"}, {"hold": "'nobody'"}, {"tell_parent": ["a1", "a2"]},
    {"tell_children": {"type": "small", "take": "a0"}}, {"open_cases": {"type": "small"}},
    {"decide": {"table": "nosuch", "into": "n"}},
])  # fmt: skip
CONDITION = st.sampled_from([{}, {}, {"when": "true"}, {"when": "n > 0"}, {"when": "1 / 0 == 1"}])
EFFECTS = st.lists(st.builds(lambda effect, when: {**effect, **when}, EFFECT, CONDITION), max_size=3)
WITHIN = st.sampled_from(
    ["1 working hour", "2 days", "1 working day", {"field": "day"}, {"table": "nosuch"}, None]
)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """The states and actions of a type of case, most of them in some way wrong."""
    states = {name: _state(draw) for name in STATES}
    actions = {
        name: action(
            draw(st.sampled_from(["any", *STATES])),
            draw(st.sampled_from([*STATES, "end", None])),
            draw(st.sampled_from(["system", ["system", "clerk"]])),
            needs=draw(NEEDS),
            does=draw(EFFECTS),
        )
        for name in ACTIONS
    }
    actions["spawn"] = action("any", None, "clerk", does=[{"open_cases": {"type": "small"}}])
    return {"states": {**states, "end": state(final=True)}, "actions": {**actions, "note": NOTE}}


NOTE = action("any", None, "clerk")


def _state(draw: st.DrawFn) -> dict[str, Any]:
    within = draw(WITHIN)
    closed = draw(st.sampled_from([None, None, *ACTIONS]))
    if within is None:
        return state(on_children_closed=closed)
    late = {span: draw(EFFECTS) for span in ("1 day", "3 days")}
    return state(within=within, on_lapse=draw(EFFECTS), then_after=late, on_children_closed=closed)


def install(type_: str, body: dict[str, Any]) -> None:
    facts = {"n": {"type": "integer", "name": words("N")}, "day": {"type": "date", "name": words("Day")}}
    install_definition(Definition.model_validate({
        "pack": "town", "type": type_, "name": words(type_), "number": type_ + "{year}-{seq:05}",
        "roles": ROLES, "opened_by": ["clerk"], "starts_in": "begin", "asks": {}, "facts": facts,
        "cards": {"table": "nosuch"}, **body,
        "states": {"begin": state(), **body["states"]},
        "actions": {**body["actions"], "start": action("begin", "s0", "clerk")},
    }))  # fmt: skip


def open_some() -> list[Case]:
    """Two cases with a child each, and one that everything is well with; all have begun."""
    large = [open_case("town/large", {}, CLERK).case for _ in range(2)]
    for case in large:
        take(case.number, "spawn", {}, CLERK)
    return [*large, open_case("town/report", {"subject": "A hole"}, CLERK).case]


def start(number: str) -> None:
    """Lead the case into its graph, if its pack lets anybody."""
    try:
        with transaction.atomic():
            take(number, "start", {}, CLERK)
    except Problem:
        return


def let_pass(journey: clock.Journey, days: int) -> None:
    """Nobody acts; every alarm that comes is answered, and none comes again for ever."""
    for _ in range(days):
        journey.move(clock.now() + timedelta(days=1))
        rounds = 0
        while (rung := ring()).count:
            rounds += 1
            assert not rung.troubles
            assert rounds < 20


def deadlines(case: Case) -> None:
    """Every mark of the clock that stands is to come, or in the history."""
    draft = store.draft_of(case)
    running = draft.clocks.running
    if running is None or draft.is_final:
        return
    waiting = {mark.name for mark in running.marks}
    rung = {event.kind for event in history(draft.stream, limit=5000)}
    for name in mark_names(draft.definition.states[running.state]):
        assert name in waiting or f"lapse.{running.state}.{name}" in rung


@pytest.mark.usefixtures("town")
@given(large=bodies(), small=bodies(), begins=st.sampled_from(["s0", "s1"]))
def test_no_silence_locks_a_case_or_holds_up_another_or_loses_a_deadline(
    large: dict[str, Any], small: dict[str, Any], begins: str
) -> None:
    with transaction.atomic(), clock.travel(local("2018-03-05 09:00")) as journey:
        install("large", large)
        install(
            "small", {**small, "actions": {**small["actions"], "start": action("begin", begins, "clerk")}}
        )
        open_some()
        for number in Case.objects.exclude(type="report").values_list("number", flat=True):
            start(number)
        let_pass(journey, 4)
        for case in Case.objects.order_by("id"):
            check_chain(case)
            check_alarm(store.draft_of(case))
            check_children(case)
            deadlines(case)
            if case.closed_at is None:
                assert take(case.number, "note", {}, CLERK)
        transaction.set_rollback(True)
