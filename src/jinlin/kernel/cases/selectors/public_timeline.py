"""What happened to public cases, as everybody may read it: which step and when, never what was written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import is_public_kind
from jinlin.kernel.cases.selectors.public import rules
from jinlin.kernel.cases.selectors.timeline import name_of_kind
from jinlin.kernel.cases.showing import organisation_words
from jinlin.kernel.journal.selectors import Happened, latest
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words

LATEST = 50


@dataclass(frozen=True)
class PublicEntry:
    """One step: what it was, when, and the unit in whose office it was taken, if in one."""

    kind: str
    name: Words
    at: datetime
    unit: Words | None


def public_timelines(
    numbers: Sequence[str], *, world: World | None = None
) -> dict[str, tuple[PublicEntry, ...]]:
    """The last 50 steps of each of these cases, oldest first, by number; one that is not public has none.

    What is hidden from whoever opened a case is hidden here too. Two queries for any number of cases.
    """
    world = world or current_world()
    known = {one.present.key: one for one in rules(world)}
    found = Case.objects.filter(number__in=numbers)
    cases = {
        f"{STREAM}{case.id}": case
        for case in found
        if (one := known.get(f"{case.pack}/{case.type}")) and one.shows(case)
    }
    steps: dict[str, list[PublicEntry]] = {case.number: [] for case in cases.values()}
    for event in latest(list(cases), LATEST):
        case = cases[event.stream]
        if is_public_kind(definition_by_digest(case.definition), event.kind) and not _tells_a_count(event):
            steps[case.number].append(_entry(case, event, world))
    return {number: tuple(entries) for number, entries in steps.items()}


def _tells_a_count(event: Happened) -> bool:
    """Who counts the cases that came in by merging knows how many reported it, be they ever so few."""
    return event.kind == "merged" and "from" in json.loads(event.facts)


def _entry(case: Case, event: Happened, world: World) -> PublicEntry:
    name = name_of_kind(definition_by_digest(case.definition), event.kind)
    unit = json.loads(event.facts).get("as", {}).get("organisation")
    return PublicEntry(event.kind, name, event.at, organisation_words(unit, world))
