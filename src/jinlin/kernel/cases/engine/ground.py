"""What the answers of one actor are checked against."""

from __future__ import annotations

from jinlin.kernel.cases import policies
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.showing import rule
from jinlin.kernel.cases.values import Ground
from jinlin.kernel.registry.actors import SYSTEM, Actor


def ground_of(work: Work, pack: str, actor: Actor) -> Ground:
    """The registry, and other cases: whoever holds no office may name those that they may see, and one that
    they may not answers as one that is not there. What the system itself hands on was checked before."""
    if actor is SYSTEM:
        return Ground(work.world, pack)
    return Ground(
        work.world,
        pack,
        is_officer=work.reader.is_officer,
        is_case=lambda number: _is_seen(work, number, actor),
    )


def _is_seen(work: Work, number: str, actor: Actor) -> bool:
    found = next((one for one in work.drafts.values() if one.case.number == number), None)
    found = found or work.reader.case_numbered(number)
    if found is None:
        return False
    if actor.posts or policies.may_read(policies.Standing(actor, found.case, found.definition, work.world)):
        return True
    shown = rule(work.reader.definition(found.definition.key), work.world)
    return shown is not None and shown.shows(found.case)
