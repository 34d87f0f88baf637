"""What no sequence of actions and no silence can break, in the packs as they are.

Each sequence begins in the middle of one of the pack's own stories, so that it starts deep in the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import case_for, open_actions
from jinlin.kernel.cases.tests.test_laws import check_chain, check_children, check_deadline, snapshot
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import member_of, world
from jinlin.kernel.rules.cel import PackFault
from jinlin.lib import clock
from jinlin.lib.errors import NotFound, Problem
from jinlin.packkit.compile import draft as compiled
from jinlin.packkit.folders import BUILT_IN, pack_folders
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import Moment, play
from tests.answering import OFFICERS, Ground

COUNTY = "990101"
STORIES = [
    pytest.param(folder.name, story.id, id=f"{folder.name}: {story.id}")
    for folder in pack_folders([BUILT_IN])
    if (telling := compiled(folder).telling)
    for story in telling.stories
]
MINUTES = (0, 1, 30, 60 * 7, 60 * 24, 60 * 24 * 3, 60 * 24 * 16, 60 * 24 * 40)
STRANGER = Actor("person/99", "示例路人")


class Enough(Exception):  # noqa: N818 -- nothing is wrong: the story need not go on
    """The sequence is at its end."""


@dataclass
class Run:
    """One sequence of steps over one pack. `by_chance` chooses who does what, and when; hypothesis chooses
    its seed, and draws what is answered."""

    pack: Pack
    journey: clock.Journey
    data: st.DataObject
    by_chance: Random

    def step(self) -> None:
        """Let time pass and try something; a refusal says why, is no fault of a pack, and leaves no trace."""
        self.journey.move(clock.now() + timedelta(minutes=self.drawn(MINUTES)))
        before = snapshot()
        try:
            with transaction.atomic():
                self.drawn((self.open, self.act, self.act, self.act, self.act, self.ring))()
        except PackFault:
            raise
        except Problem as problem:
            says_why(problem)
            assert snapshot() == before

    def open(self) -> None:
        """Somebody opens a case."""
        one = self.drawn(tuple(one for one in self.pack.definitions.values() if one.opened_by))
        open_case(one.key, self.answers(one.asks), self.drawn((opener(1), opener(2))))

    def act(self) -> None:
        """Somebody, mostly somebody whose business it is, takes an action, mostly one that is possible."""
        cases = list(Case.objects.order_by("id"))
        still_open = [case for case in cases if case.closed_at is None]
        if not cases:
            return self.open()
        draft = store.draft_of(self.drawn(still_open if still_open and self.mostly() else cases))
        names = [name for name in draft.definition.actions if is_somebodys(draft, name)]
        action = self.drawn(names if names and self.mostly() else draft.definition.actions)
        actor = self.drawn(fitting(draft, action)) if self.mostly() else self.anybody(draft)
        check_desk(draft.case, actor)
        take(draft.case.number, action, self.answers(draft.definition.actions[action].asks), actor)
        return None

    def ring(self) -> None:
        """What is due happens, and nothing of it fails."""
        while (rung := ring()).count:
            assert rung.troubles == {}

    def anybody(self, draft: Draft) -> Actor:
        """Somebody with some role at some unit, or with none."""
        role = self.drawn(sorted(draft.definition.roles))
        unit = self.drawn(("DEMO-CENTRE", "DEMO-URBAN", "DEMO-COURT", "DEMO-MED-CIVIL"))
        posted = Actor("person/50", "示例", "zhang", (Post(role, unit, "990101002"),))
        return posted if self.mostly() else STRANGER

    def answers(self, asks: Mapping[str, Any]) -> dict[str, Any]:
        """Answers to these asks."""
        numbers = list(Case.objects.order_by("id").values_list("number", flat=True))
        return self.data.draw(Ground(world(), self.pack.name, numbers).answers(asks))

    def mostly(self) -> bool:
        """Five times in six."""
        return self.by_chance.random() < 5 / 6

    def drawn(self, choices: Any) -> Any:
        """One of these."""
        return self.by_chance.choice(list(choices))


def opener(number: int) -> Actor:
    """A resident, party or lawyer."""
    return Actor(f"person/{number}", "示例居民")


def is_somebodys(draft: Draft, name: str) -> bool:
    """Whether the action can be taken from here, and by people."""
    action = draft.definition.actions[name]
    return action.starts_in(draft.case.state, final=draft.is_final) and action.by != ("system",)


def fitting(draft: Draft, action: str) -> list[Actor]:
    """Two people for each role that takes the action: one may be kept apart from what the other did."""
    return [
        actor
        for role in draft.definition.actions[action].by
        for number in (1, 2)
        for actor in _in_role(draft.definition, role, draft.case, number)
    ] or [STRANGER]


def _in_role(definition: Definition, role: str, case: Case, number: int) -> list[Actor]:
    match definition.roles[role].scope if role in definition.roles else "system":
        case "opener":
            return [Actor(case.opener, "示例居民")]
        case "named":
            named = case.facts.get(definition.roles[role].field or "") or OFFICERS[number - 1]
            return [Actor(f"person/1{number}", "示例", named, (Post(role, "DEMO-LAND", COUNTY),))]
        case "system":
            return []
        case "member":
            return [member_of(case.id, number)]
        case scope:
            unit = case.holder if scope == "holder" and case.holder else "DEMO-CENTRE"
            return [Actor(f"person/2{number}", "示例", f"u{number}", (Post(role, unit, COUNTY),))]


def says_why(problem: Problem) -> None:
    """A refusal has its sentence in both languages."""
    assert problem.say.zh
    assert problem.say.en


def check_desk(case: Case, actor: Actor) -> None:
    """Whatever the case has come to, the desk can say what is possible, and why the rest is not."""
    try:
        offered = open_actions(case_for(case.number, actor), actor)
    except NotFound:
        return
    assert all(one.allowed or one.reason for one in offered)


def check_everything() -> None:
    """The graph, the chain, the deadline and the family of every case."""
    for case in Case.objects.order_by("id"):
        draft = store.draft_of(case)
        assert case.state in draft.definition.states
        assert draft.is_final == (case.closed_at is not None)
        assert draft.is_final == (case.outcome is not None)
        check_chain(case)
        check_deadline(draft)
        check_children(case)


@pytest.mark.parametrize(("name", "story_id"), STORIES)
@given(data=st.data())
@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a seed does not get simpler by being smaller
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # every example undoes what it did
        HealthCheck.too_slow,  # the database is real
        HealthCheck.data_too_large,
    ],
)
def test_no_sequence_leaves_the_graph_or_loses_a_deadline_or_breaks_the_chain(
    name: str, story_id: str, county: Mapping[str, Pack], data: st.DataObject
) -> None:
    pack = county[name]
    story = next(one for one in pack.stories if one.id == story_id)
    by_chance = Random(f"{story_id} {data.draw(st.integers(0, 10**9))}")
    leaves_at = by_chance.randrange(len(story.steps))

    def leave_the_story(moment: Moment) -> None:
        if moment.step is not story.steps[leaves_at]:
            return
        with clock.travel(clock.now()) as journey:
            run = Run(pack, journey, data, by_chance)
            for _ in range(12):
                run.step()
            run.ring()
            check_everything()
        raise Enough

    with pytest.raises(Enough):
        play(pack, story, leave_the_story)
