"""Many cases at once, each with its whole history: what an import brings and a published volume records.

The same engine as one officer's click, with the same policies and needs; only the writing is batched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinlin.kernel.cases import sources, store
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.acts import act
from jinlin.kernel.cases.engine.openings import Opening, open_draft
from jinlin.kernel.cases.engine.passing import advance
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import Problem

Who = Actor | Callable[[Draft], Actor]


@dataclass(frozen=True)
class Step:
    """One step of a script. The first is `open`; `who` may depend on the case, as its holder."""

    at: datetime
    who: Who
    action: str
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Script:
    """One case and all that happened to it. `until` is how far silence is let work after the last step."""

    key: str
    channel: str
    steps: Sequence[Step]
    source_key: str | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Ran:
    """What became of one script: its case, or the problem for which nothing of it was kept.

    Neither, if its row was a case already, perhaps by an import that ran at the same time.
    """

    draft: Draft | None
    problem: Problem | None = None

    @property
    def known(self) -> bool:
        """Whether the row of the script was a case already."""
        return self.draft is None and self.problem is None


def run(scripts: Sequence[Script], *, world: World | None = None) -> list[Ran]:
    """Play each script and store all that succeeded in one transaction; the order is kept.

    A script that meets a Problem leaves no trace; its Problem is returned in its place. Nor does one whose
    row is a case already.
    """
    world = world or current_world()
    with whole_or_nothing():
        known = sources.claim(source for script in scripts if (source := _source(script)))
        reader = DatabaseReader(world.revision)
        works: list[tuple[Work | None, Ran]] = []
        for script in scripts:
            reader.begin(ahead=len(scripts) - len(works))
            works.append((None, Ran(None)) if _source(script) in known else _play(script, world, reader))
        store.write(draft for work, _ in works if work for draft in work.changed())
    return [ran for _, ran in works]


def _source(script: Script) -> sources.Source | None:
    return (script.key.partition("/")[0], script.source_key) if script.source_key else None


def _play(script: Script, world: World, reader: DatabaseReader) -> tuple[Work | None, Ran]:
    work = Work(world, reader)
    try:
        draft = _play_steps(script, work)
    except Problem as problem:
        reader.give_back()
        return None, Ran(None, problem)
    reader.absorb(work.new_cards)
    return work, Ran(draft)


def _play_steps(script: Script, work: Work) -> Draft:
    first, *others = script.steps
    if callable(first.who):
        raise TypeError("whoever opens a case cannot depend on the case")
    opening = Opening(
        work.reader.definition(script.key),
        first.answers,
        first.who,
        script.channel,
        source_key=script.source_key,
    )
    draft = open_draft(work, opening, first.at)
    for step in others:
        who = step.who(draft) if callable(step.who) else step.who
        act(work, draft, step.action, step.answers, who, step.at)
    if script.until is not None:
        advance(work, draft, script.until)
    return draft
