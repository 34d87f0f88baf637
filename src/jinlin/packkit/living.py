"""Brings what `demo.yaml` tells into the demo county, counted back from today, through the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from jinlin.kernel.cases.actions import Script, run, take
from jinlin.kernel.cases.actions import Step as Act
from jinlin.kernel.cases.actions.batch import Ran
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import Problem
from jinlin.packkit.faults import Fault, PackBroken, Place, fault
from jinlin.packkit.grammar.demo import DAY, HOLDER, LiveCase
from jinlin.packkit.pack import Pack
from jinlin.packkit.stage import Stage, put_on_files


@dataclass(frozen=True)
class _WithFiles(Act):
    """A step before which files are put on the case."""

    attaches: tuple[str, ...] = ()


def bring_to_life(pack: Pack) -> int:
    """Record the lately told cases of an installed pack, unless they are there; how many were new.

    Errors: `PackBroken` with every case of which a step was refused, after the others were recorded.
    """
    world, now = registry.world(), clock.now()
    scripts = [(told, _script(pack, n, told, world, now)) for n, told in enumerate(pack.lately)]
    scripts = [one for one in scripts if one[1].steps]  # what opens later today is not there yet
    apart = [script for told, script in scripts if told.step_by_step]
    together = [script for told, script in scripts if not told.step_by_step]
    ran = [*run(together, world=world), *(_one_by_one(one, world) for one in apart)]
    pairs = zip([*together, *apart], ran, strict=True)
    refused = [_refused(pack, script, one.problem) for script, one in pairs if one.problem is not None]
    if refused:
        raise PackBroken(pack.name, refused)
    return sum(not one.known for one in ran)


def _one_by_one(script: Script, world: World) -> Ran:
    """The same, each step stored before the next; with all of them or none."""
    opening, *others = script.steps
    try:
        with whole_or_nothing(), clock.travel(opening.at) as journey:
            (opened,) = run([replace(script, steps=[opening], until=None)], world=world)
            if opened.draft is not None:
                _go_on(opened.draft, others, Stage({}, journey), world)
    except Problem as problem:
        return Ran(None, problem)
    return opened


def _go_on(draft: Draft, steps: Sequence[Act], stage: Stage, world: World) -> None:
    for step in steps:
        stage.move(step.at)
        who = step.who(draft) if callable(step.who) else step.who
        if isinstance(step, _WithFiles):
            put_on_files(draft.case.number, step.attaches, who)
        draft = take(draft.case.number, step.action, step.answers, who, world=world)


def _script(pack: Pack, n: int, told: LiveCase, world: World, now: datetime) -> Script:
    first = world.calendar.provisional.working_day_before(clock.today(), told.ago)
    steps = [one for one in _steps(told, first, world) if one.at <= now]
    return Script(pack.key(told.opens), told.channel, steps, source_key=f"demo/{told.opens}/{n}", until=now)


def _steps(told: LiveCase, first: date, world: World) -> Iterator[Act]:
    opener = registry.actor_of(told.who) if told.who else ANYONE
    yield Act(_moment(first, told.at), opener, "open", _dated(told.answers))
    for one in told.then:
        day = world.calendar.provisional.working_day_after(first, one.days)
        who = _of_the_holder if one.who == HOLDER else registry.actor_of(one.who)
        yield _WithFiles(_moment(day, one.at), who, one.takes, _dated(one.answers), one.attaches)


def _dated(value: Any) -> Any:
    """Answers in which `{today+3}` and `{today-3}` have become days."""
    if isinstance(value, dict):
        return {name: _dated(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_dated(one) for one in value]
    return DAY.sub(_day, value) if isinstance(value, str) else value


def _day(found: re.Match[str]) -> str:
    return (clock.today() + timedelta(days=int(found[1]))).isoformat()


def _refused(pack: Pack, script: Script, problem: Problem) -> Fault:
    about = f"{script.source_key} {_title(script)}"
    zh, en = f"{about}：{problem.say.zh}", f"{about}: {problem.say.en}"
    return fault(Place(f"{pack.name}/demo.yaml", 1), "demo", zh, en)


def _title(script: Script) -> str:
    answers = script.steps[0].answers
    return str(answers.get("title") or answers.get("subject") or "")


def _moment(day: date, at: time) -> datetime:
    return clock.local_moment(day, at)


def _of_the_holder(draft: Draft) -> Actor:
    """Somebody who holds an office at the unit that has the case."""
    return registry.actor_of(registry.officers(draft.case.holder or "")[0].username)
