"""What no sequence of actions and no silence can break."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import (
    CLERK,
    FIXER,
    HEAD,
    PLUMBER,
    RESIDENT,
    ROADS,
    STRANGER,
    WATER,
    local,
)
from jinlin.kernel.journal.chain import NO_HASH, event_hash
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import Problem

ACTORS = (CLERK, HEAD, FIXER, PLUMBER, RESIDENT, STRANGER)
ANSWERS: dict[str, dict[str, Any]] = {
    "assign": {"kind": "flood"},
    "extend": {"by": "2 working days"},
    "get_help": {"helpers": [{"unit": WATER}, {"unit": ROADS}]},
    "resolve": {"answer": "Done"},
    "merge": {"into": "T2018-0001"},
}
FITTING = {
    "assign": CLERK, "wait": FIXER, "go_on": RESIDENT, "ask_return": FIXER, "refuse_return": CLERK,
    "extend": CLERK, "get_help": FIXER, "urge": RESIDENT, "resolve": FIXER, "close": CLERK, "lift": HEAD,
    "reopen": RESIDENT, "merge": CLERK, "give": PLUMBER, "hold_it": HEAD, "note": CLERK, "open": RESIDENT,
    "ring": HEAD,
}  # fmt: skip
WHO_DOES_WHAT = st.one_of(
    st.sampled_from(sorted(FITTING.items(), key=lambda pair: pair[0])),
    st.sampled_from(sorted(FITTING.items(), key=lambda pair: pair[0])),
    st.tuples(st.sampled_from(sorted(FITTING)), st.sampled_from(ACTORS)),
)
STEPS = st.lists(
    st.tuples(WHO_DOES_WHAT, st.integers(0, 5), st.sampled_from([0, 1, 30, 60 * 7, 60 * 24, 60 * 24 * 3])),
    min_size=5,
    max_size=40,
)


@dataclass
class Run:
    """One sequence of steps, and what was acknowledged."""

    journey: clock.Journey
    acknowledged: list[tuple[int, str]] = field(default_factory=list)

    def step(self, act: tuple[str, Actor], which: int, minutes: int) -> None:
        """Let time pass and try something; a refusal must leave no trace."""
        self.journey.move(clock.now() + timedelta(minutes=minutes))
        before = snapshot()
        action, who = act
        try:
            with transaction.atomic():
                self.attempt(action, who, which)
        except Problem:
            assert snapshot() == before

    def attempt(self, action: str, who: Actor, which: int) -> None:
        """Do it."""
        if action == "ring":
            ring()
        elif action == "open":
            open_case("town/report", {"subject": "A hole"}, who)
        else:
            numbers = list(Case.objects.order_by("id").values_list("number", flat=True))
            case = take(numbers[which % len(numbers)], action, ANSWERS.get(action, {}), who).case
            self.acknowledged.append((case.id, f"act.{action}"))


def snapshot() -> list[tuple[Any, ...]]:
    return list(Case.objects.order_by("id").values_list("id", "state", "revision", "card", "due_at"))


def check_everything(run: Run) -> None:
    kinds = []
    for case in Case.objects.order_by("id"):
        draft = store.draft_of(case)
        assert case.state in draft.definition.states
        assert draft.is_final == (case.closed_at is not None)
        check_chain(case)
        check_deadline(draft)
        check_children(case)
        kinds += [(case.id, event.kind) for event in history(f"case/{case.id}", limit=1000)]
    for one in set(run.acknowledged):
        assert kinds.count(one) == run.acknowledged.count(one)


def check_chain(case: Case) -> None:
    """The chain is whole, and the case stands at its end."""
    previous = NO_HASH
    events = history(f"case/{case.id}", limit=1000)
    for seq, event in enumerate(events, start=1):
        previous = event_hash(previous, event.stream, seq, event.kind, event.actor, event.at, event.facts)
        assert (event.seq, bytes(event.hash)) == (seq, previous)
    assert (case.revision, bytes(case.head)) == (len(events), previous)


def check_deadline(draft: Draft) -> None:
    """A state with a limit has its deadline, and its next mark has an alarm."""
    check_alarm(draft)
    state = draft.definition.states[draft.case.state]
    if state.within is not None:
        assert draft.case.due_at is not None


def check_alarm(draft: Draft) -> None:
    """A mark that has not rung has its alarm, and there is no other."""
    mark = draft.clocks.next_mark()
    alarms = Alarm.objects.filter(stream=draft.stream, name="clock").values_list("at", flat=True)
    assert list(alarms) == ([mark.at] if mark else [])


def check_children(case: Case) -> None:
    """The tally is what the children say."""
    for kind, tally in case.tally["children"].items():
        mine = Case.objects.filter(parent=case.id, type=kind)
        assert tally["open"] == mine.filter(closed_at=None).count()
        assert tally["total"] == mine.count()


@pytest.mark.usefixtures("town")
@given(steps=STEPS)
def test_no_sequence_leaves_the_graph_or_loses_a_deadline_or_breaks_the_chain(steps: list[Any]) -> None:
    with transaction.atomic(), clock.travel(local("2018-03-05 09:00")) as journey:
        run = Run(journey)
        for action in ("open", "assign", "get_help"):
            run.attempt(action, FITTING[action], 0)
        for step in steps:
            run.step(*step)
        check_everything(run)
        transaction.set_rollback(True)
