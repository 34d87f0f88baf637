"""Filling in a text. It may name the case in these ways and in no other: no personal data gets out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.world import World
from jinlin.lib.deadlines import end
from jinlin.lib.words import Words

PLACEHOLDERS = frozenset({"number", "title", "state", "due", "holder"})
PLACEHOLDER = re.compile(r"\{(" + "|".join(sorted(PLACEHOLDERS)) + r")\}")
NOBODY = "—"


class Standing(NamedTuple):
    """What is true of a case at one moment, as texts name it. Number and title are those of the receiver's
    own case, which may be another: see `filled`."""

    state: Words
    holder: Words
    due: Words


def standing(draft: Draft, world: World) -> Standing:
    """How the case stands now."""
    holder = world.organisation(draft.case.holder or "")
    name = Words(zh=holder.name, en=holder.name_en or holder.name) if holder else Words(zh=NOBODY, en=NOBODY)
    return Standing(draft.definition.states[draft.case.state].name, name, _due(draft))


def filled(text: Words, stands: Standing, number: str, title: str) -> Words:
    """The text in both languages, with the placeholders replaced by what is true."""
    common = {"number": number, "title": title}
    told = {"due": stands.due, "state": stands.state, "holder": stands.holder}
    return Words(
        zh=replaced(text.zh, common | {name: words.zh for name, words in told.items()}),
        en=replaced(text.en, common | {name: words.en for name, words in told.items()}),
    )


def replaced(text: str, values: Mapping[str, str]) -> str:
    """One pass: what a resident wrote into a title is never read as a placeholder."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _due(draft: Draft) -> Words:
    running = draft.clocks.running
    return end(running.due).words if running else Words(zh=NOBODY, en=NOBODY)
