"""Records a population: the published volume, case by case, through the engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from jinlin.kernel.cases.actions import Script, run
from jinlin.kernel.cases.actions import Step as Act
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import with_cast
from jinlin.packkit.faults import Fault, PackBroken, Place, fault
from jinlin.packkit.grammar.story import Opens, Population, Takes, Until, Way
from jinlin.packkit.pack import Pack
from jinlin.packkit.stage import PAUSE, actors, as_answer

BATCH = 500


def record(pack: Pack, name: str) -> int:
    """Record the population `name` of an installed pack; how many cases that were.

    Errors: `PackBroken` with the line of the path of which a case was refused.
    """
    population = pack.populations[name]
    scripts, count = _scripts(pack, population), 0
    with with_cast(population.cast):
        while batch := list(islice(scripts, BATCH)):
            for (way, _), ran in zip(batch, run([script for _, script in batch]), strict=True):
                if ran.problem is not None:
                    raise PackBroken(pack.name, [_refused(pack, way, ran.problem)])
                count += 1
    return count


def _scripts(pack: Pack, population: Population) -> Iterator[tuple[Way, Script]]:
    # Labelled as an import: what is recorded afterwards sends no messages.
    cast = actors(population.cast, pack.about.roles, "import/population")
    i = 0
    for way in population.paths:
        for _ in range(way.count):
            i += 1
            yield way, _script(pack, population.begins, way, cast, i)


def _script(pack: Pack, begins: datetime, way: Way, cast: dict[str, Actor], i: int) -> Script:
    acts, now, names = [], begins, {"i": str(i)}
    key, channel, until = "", "import", None
    for step in way.steps:
        now = step.at or now + PAUSE
        match step:
            case Opens():
                key, channel = pack.key(step.opens), step.channel
                acts.append(Act(now, cast[step.who], "open", as_answer(step.answers, names)))
            case Takes():
                acts.append(Act(now, cast[step.who], step.takes, as_answer(step.answers, names)))
            case Until():
                until = step.until
    return Script(key, channel, acts, until=until)


def _refused(pack: Pack, way: Way, problem: Exception) -> Fault:
    place = Place(pack.story_file, way.steps[0].line)
    return fault(place, "population", f"这条路径被拒绝：{problem}", f"this path was refused: {problem}")
