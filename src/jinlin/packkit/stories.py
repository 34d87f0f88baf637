"""Plays a story against the kernel, step by step, and compares what must hold. Nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinlin.kernel.cases import actions, selectors
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.kernel.registry.selectors import with_cast
from jinlin.lib import clock
from jinlin.lib.errors import Problem
from jinlin.packkit.expecting import differences, refusal
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.grammar.story import ChildOf, Opens, Reads, Reveals, Step, Story, Takes, Until
from jinlin.packkit.pack import Pack
from jinlin.packkit.stage import PAUSE, Stage, actors, put_on_files, undone


@dataclass(frozen=True)
class Moment:
    """What was seen of one step: the case it was about, and the problem if it was refused.

    `seen` is what a step looked at: the value revealed, or how each field shows.
    """

    step: Step
    at: datetime
    number: str | None
    state: str | None
    refused: Problem | None
    seen: Any


@dataclass(frozen=True)
class Played:
    """A story as it went. `fault` is the first step at which it did not go as told; there it stopped.

    `reached` has every state, as (`pack/type`, state), that a named case was seen in.
    """

    pack: str
    story: Story
    moments: tuple[Moment, ...]
    reached: frozenset[tuple[str, str]]
    fault: Fault | None

    @property
    def is_true(self) -> bool:
        """Whether everything went as told."""
        return self.fault is None


def play(pack: Pack, story: Story, watch: Callable[[Moment], None] | None = None) -> Played:
    """Play one story of an installed pack in the demo city; then undo it.

    `watch` sees each moment while the story's cases still stand, as a gallery needs.
    """
    with undone(), clock.travel(story.begins) as journey, with_cast(story.cast):
        stage = Stage(actors(story.cast, pack.about.roles, f"story/{story.id}"), journey)
        return _Performance(pack, story, stage, watch).run()


class _Performance:
    def __init__(
        self, pack: Pack, story: Story, stage: Stage, watch: Callable[[Moment], None] | None
    ) -> None:
        self.pack, self.story, self.stage, self.watch = pack, story, stage, watch
        self.moments: list[Moment] = []
        self.reached: set[tuple[str, str]] = set()

    def run(self) -> Played:
        """Every step in turn, up to the first that does not go as told."""
        wrong: Fault | None = None
        for step in self.story.steps:
            wrong = self._play(step)
            if wrong is not None:
                break
        return Played(self.pack.name, self.story, tuple(self.moments), frozenset(self.reached), wrong)

    def _play(self, step: Step) -> Fault | None:
        at = step.until if isinstance(step, Until) else step.at or clock.now() + PAUSE
        seen, problem = None, None
        try:
            self.stage.move(at)
            seen = self._do(step)
        except Problem as one:
            problem = one
        moment = self._moment(step, seen, problem)
        self.moments.append(moment)
        if self.watch is not None:
            self.watch(moment)
        return self._judge(moment)

    def _do(self, step: Step) -> Any:
        """The step itself; what it shows, if it is one that looks."""
        match step:
            case Opens():
                self._open(step)
            case Takes():
                answers, number = self.stage.filled(step.answers), self._number(step.on)
                who = self.stage.towards(step.who, number)
                put_on_files(number, step.attaches, who)
                actions.take(number, step.takes, answers, who)
            case ChildOf():
                self.stage.cases[step.named] = self._child(step)
            case Reveals():
                who = self.stage.cast[step.who]
                return actions.reveal(self._number(step.on), step.reveals, step.purpose, who)
            case Reads():
                view = selectors.case_for(self._number(step.reads), self.stage.cast[step.who])
                return {one.name: one.how for one in view.fields}
        return None

    def _open(self, step: Opens) -> None:
        answers, who = self.stage.filled(step.answers), self.stage.cast[step.who]
        opened = actions.open_case(self.pack.key(step.opens), answers, who, channel=step.channel)
        self.stage.cases[step.named] = opened.case.number

    def _child(self, step: ChildOf) -> str:
        type_ = step.type.rpartition("/")[2]
        children = selectors.children(self._number(step.child_of), SYSTEM)
        found = [one.case.number for one in children if one.case.type == type_]
        if len(found) < step.nth:
            raise Problem(
                f"“{step.child_of}”只有 {len(found)} 个“{type_}”关联事项",
                f"`{step.child_of}` has {len(found)} children of type `{type_}`, not {step.nth}",
            )
        return found[step.nth - 1]

    def _number(self, name: str) -> str:
        if name not in self.stage.cases:
            raise Problem(f"此前没有名为“{name}”的事项", f"no case is called `{name}` yet")
        return self.stage.cases[name]

    def _moment(self, step: Step, seen: Any, problem: Problem | None) -> Moment:
        name = _subject(step)
        number = self.stage.cases.get(name) if name is not None else None
        states = {one: self._view(one).case for one in self.stage.cases.values()}
        self.reached |= {(f"{case.pack}/{case.type}", case.state) for case in states.values()}
        state = states[number].state if number is not None else None
        return Moment(step, clock.now(), number, state, problem, seen)

    def _view(self, number: str) -> CaseView:
        return selectors.case_for(number, SYSTEM)

    def _judge(self, moment: Moment) -> Fault | None:
        """What did not go as told, if anything."""
        step = moment.step
        found = list(refusal(step, moment.refused))
        if not found and step.expect is not None:
            view = self._view(moment.number) if moment.number is not None else None
            found = differences(step.expect, view, moment.seen)
        if not found:
            return None
        zh, en = "；".join(one.zh for one in found), "; ".join(one.en for one in found)
        place = Place(self.pack.story_file, step.line)
        return fault(place, "story", f"{self.story.id}：{zh}", f"{self.story.id}: {en}")


def _subject(step: Step) -> str | None:
    if isinstance(step, Opens | ChildOf):
        return step.named
    return step.reads if isinstance(step, Reads) else step.on
