"""What a look at personal data is for: said by whoever looks, and journaled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean

SHORTEST = 2  # 评估 is one


def note(view: CaseView, kind: str, actor: Actor, facts: Mapping[str, Any]) -> None:
    """Journal that somebody looked at what a distribution holds, apart from the history of its case; a
    purpose lies under the key of the case."""
    stream = f"payout/{view.case.id}"
    kept = view.draft.contents.locked(facts, stream)
    append([Entry(stream, kind, actor.label, clock.now(), kept)])


def stated(purpose: str) -> str:
    """The purpose as the journal keeps it. BadInput if none was given."""
    why = clean(purpose, 200)
    if len(why) < SHORTEST:
        raise BadInput("请写明查看的用途", "Say for what purpose it is needed")
    return why
