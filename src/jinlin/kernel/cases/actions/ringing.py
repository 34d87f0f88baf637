"""What happens to cases when their alarms ring: lapses, cards, escalation, and the end of retention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from jinlin.kernel.alarms.actions import BUSY
from jinlin.kernel.cases import store
from jinlin.kernel.cases.draft import STREAM, Draft
from jinlin.kernel.cases.engine.passing import advance
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.retention import forget
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import Problem
from jinlin.lib.year_tables import no_table

Key = tuple[str, str]


def ring_cases(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
    """The alarm handler of streams `case/...`: one batch, a constant number of statements.

    Cases that somebody is changing now stay due. A case that cannot go on is reported with the sentence that
    says so, and stops nobody else; so is one whose next moment waits for a year's holiday table.
    """
    world = current_world()
    reader = DatabaseReader(world.revision, rings=True)
    drafts = {draft.case.id: draft for draft in store.lock_free(sorted({_id(key) for key in keys}))}
    reports: dict[Key, str] = {}
    done: list[Work] = []
    for family in _families(keys, drafts, reports):
        work = _let_time_pass(family, drafts, world, reader, now, reports)
        if work:
            reader.absorb(work.new_cards)
            done.append(work)
    store.write(draft for work in done for draft in work.changed())
    return reports


def _id(key: Key) -> int:
    return int(key[0].removeprefix(STREAM))


def _families(keys: Sequence[Key], drafts: Mapping[int, Draft], reports: dict[Key, str]) -> list[list[Key]]:
    """The alarms grouped so that cases that share a parent are worked out together."""
    families: dict[int, list[Key]] = {}
    for key in keys:
        draft = drafts.get(_id(key))
        if draft is None or (draft.case.parent is not None and draft.case.parent not in drafts):
            reports[key] = BUSY
            continue
        families.setdefault(draft.case.parent or draft.case.id, []).append(key)
    return list(families.values())


def _let_time_pass(
    family: Sequence[Key], drafts: Mapping[int, Draft], world: World, reader: DatabaseReader, now: datetime,
    reports: dict[Key, str],
) -> Work | None:  # fmt: skip
    work = Work(world, reader)
    for key in family:
        draft = drafts[_id(key)]
        for one in (draft.case.parent, draft.case.id):
            if one is not None:
                work.drafts[one] = drafts[one]
    try:
        for key in family:
            _ring_one(work, key, now)
    except Problem as problem:
        reports.update(dict.fromkeys(family, _sentence(problem)))
        return None
    reports.update({key: _sentence(no_table(year)) for key in family if (year := _awaited(work, key, now))})
    return work


def _awaited(work: Work, key: Key, now: datetime) -> int | None:
    """The year without whose holiday table the case's next moment, which has come, brings nothing."""
    mark = work.drafts[_id(key)].clocks.next_mark()
    return mark.lacks if mark and mark.at <= now else None


def _sentence(problem: Problem) -> str:
    return f"{problem.say.zh} / {problem.say.en}"


def _ring_one(work: Work, key: Key, now: datetime) -> None:
    draft = work.drafts[_id(key)]
    if key[1] == store.CLOCK:
        advance(work, draft, now)
    elif draft.case.closed_at is not None:
        forget(draft, now)
