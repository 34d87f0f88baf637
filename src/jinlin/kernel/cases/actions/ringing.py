"""What happens to cases when their alarms ring: lapses, cards, escalation, and the end of retention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

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
    if len(keys) > 1:
        return _ring(keys, world, now, None)  # if it cannot be stored, each is rung alone
    try:
        with transaction.atomic():
            return _ring(keys, world, now, None)
    except Problem as problem:
        return _ring(keys, world, now, problem)


def _ring(keys: Sequence[Key], world: World, now: datetime, refused: Problem | None) -> Mapping[Key, str]:
    """Ring them and store it; without what other rooms, as the ledger, have `refused` to store."""
    drafts = {draft.case.id: draft for draft in store.lock_free(sorted({_id(key) for key in keys}))}
    units = {holder for one in drafts.values() if (holder := one.case.holder)}
    reader = DatabaseReader(world.revision, rings=True, units=units)
    reports: dict[Key, str] = {}
    done: list[Work] = []
    for family in _families(keys, drafts, reports):
        work = Work(world, reader, _of_family(family, drafts), refused=refused)
        reader.begin(1)
        reports.update(_let_time_pass(work, reader, family, now))
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


def _of_family(family: Sequence[Key], drafts: Mapping[int, Draft]) -> dict[int, Draft]:
    cases = [drafts[_id(key)].case for key in family]
    return {one: drafts[one] for case in cases for one in (case.parent, case.id) if one is not None}


def _let_time_pass(
    work: Work, reader: DatabaseReader, family: Sequence[Key], now: datetime
) -> dict[Key, str]:
    """What silence brings; of each that cannot go on, the sentence that says why.

    Hardly ever is there a step that cannot be done. So all are done in the hope that there is none, and step
    by step, each ready to be put back, only where there was one.
    """
    restore = work.kept()
    reports: dict[Key, str] = {}
    try:
        work.hopes = True
        for key in family:
            _ring_one(work, key, now)
    except Problem:
        restore()
        reader.give_back()
        work.hopes = False
        reports = _ring_each(work, family, now)
    awaited = {key: year for key in family if key not in reports and (year := _awaited(work, key, now))}
    return reports | {key: _sentence(no_table(year)) for key, year in awaited.items()}


def _ring_each(work: Work, family: Sequence[Key], now: datetime) -> dict[Key, str]:
    """Each case for itself: one that cannot go on is reported, and its sisters go on."""
    reports: dict[Key, str] = {}
    for key in family:
        restore = work.kept()
        try:
            _ring_one(work, key, now)
        except Problem as problem:
            restore()
            reports[key] = _sentence(problem)
    return reports


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
