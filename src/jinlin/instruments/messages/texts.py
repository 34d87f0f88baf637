"""Filling in a text. It may name the case in these ways and in no other: no personal data gets out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.world import OrganisationInfo, World
from jinlin.lib import clock
from jinlin.lib.words import Words

PLACEHOLDER = re.compile(r"\{(number|title|state|due|holder)\}")
NOBODY = "—"


def fill(text: Words, draft: Draft, world: World) -> Words:
    """The text in both languages, with the placeholders replaced by what is true of the case now."""
    state = draft.definition.states[draft.case.state].name
    holder = world.organisation(draft.case.holder or "")
    common = {"number": draft.case.number, "title": draft.case.title, "due": _due(draft)}
    return Words(
        zh=replaced(text.zh, {**common, "state": state.zh, "holder": holder.name if holder else NOBODY}),
        en=replaced(text.en, {**common, "state": state.en, "holder": _english(holder)}),
    )


def replaced(text: str, values: Mapping[str, str]) -> str:
    """One pass: what a resident wrote into a title is never read as a placeholder."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _due(draft: Draft) -> str:
    running = draft.clocks.running
    return f"{running.due.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}" if running else NOBODY


def _english(holder: OrganisationInfo | None) -> str:
    return (holder.name_en or holder.name) if holder else NOBODY
