"""A case as its page shows it: everything on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.messages import selectors as messages
from jinlin.instruments.payouts import selectors as payouts
from jinlin.kernel.cases.policies import How
from jinlin.kernel.cases.selectors import (
    CaseView,
    Listed,
    OpenAction,
    TimelineEntry,
    attachments_of,
    family_of,
    latest_of,
    open_actions,
    standing_cards,
)
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.words import Words
from jinlin.web.desk.rows import row_of
from jinlin.web.forms.fields import Ground
from jinlin.web.papers import papers_of
from jinlin.web.values import Shown, seen, shown


class Fact(NamedTuple):
    """A field of the case, and how it is seen: `masked` and `sealed` ones can be revealed."""

    name: str
    label: Words
    how: How
    value: Shown


class Event(NamedTuple):
    """A step of the case's history, and what was answered and is not personal."""

    entry: TimelineEntry
    answers: tuple[tuple[Words, Shown], ...]


class Choice(NamedTuple):
    """An action that the reader may take, and the keys that open its form; "" where it has none."""

    action: OpenAction
    keys: str
    is_usual: bool = False


class Section(NamedTuple):
    """A part of the page that an instrument fills."""

    template: str
    content: Any


MOST_KEYS = 9
SECTIONS: Mapping[str, Callable[[CaseView], Any]] = {
    "desk/case/messages.html": messages.seen_in,
    "payouts/case.html": lambda view: view.case.number if payouts.is_distribution(view.definition) else "",
}
"""What instruments add to the page, by template. One with nothing to show is left out."""


def page_of(view: CaseView, actor: Actor, before: int = 0, relatives: int = 0) -> dict[str, Any]:
    """All that the page shows; of the history what was before the event `before`, of the relatives those
    before the id `relatives`, if these are given."""
    history = latest_of(view, before)
    world, listed = view.standing.world, Listed(view.case, view.definition)
    ground = Ground.of(view.definition, world)
    actions = open_actions(view, actor, world)
    may = sorted((one for one in actions if one.allowed), key=lambda one: not _leads_on(view, one))
    return {
        "view": view,
        "case": view.case,
        "row": row_of(listed, world),
        "state": view.definition.states[view.case.state],
        "facts": list(_facts(view, ground)),
        "events": [_event(view, one, ground) for one in history.entries],
        "earlier": history.earlier,
        "family": family_of(view, relatives or None),
        "papers": papers_of(view),
        "files": attachments_of(view),
        "cards": standing_cards([listed]) if view.case.card else [],
        "sections": list(_sections(view)),
        "may": choices(view, may),
        "may_not": [one for one in actions if not one.allowed],
    }


def choices(view: CaseView, may: Sequence[OpenAction]) -> list[Choice]:
    """`a` opens the one action that is usual here; where none is, or several, it asks which by a digit."""
    usual = [one for one in may if _is_usual(view, one)]
    if len(usual) == 1:
        rest = [Choice(one, "") for one in may if one is not usual[0]]
        return [Choice(usual[0], "a", is_usual=True), *rest]
    return [Choice(one, f"a {n}" if n <= MOST_KEYS else "") for n, one in enumerate(may, 1)]


def _is_usual(view: CaseView, one: OpenAction) -> bool:
    """Whether the action leads to where the pack's usual way goes from here."""
    way, state = view.definition.way, view.case.state
    ahead = way[way.index(state) + 1 :][:1] if state in way else ()
    return view.definition.actions[one.name].to in ahead


def _leads_on(view: CaseView, one: OpenAction) -> bool:
    """Whether an action moves the case: these come first."""
    return view.definition.actions[one.name].to is not None


def _facts(view: CaseView, ground: Ground) -> Iterator[Fact]:
    """What is kept, but for the title, which stands above. What is hidden from this reader is named, so that
    nobody takes it for missing."""
    for field in view.fields:
        if view.draft.plain(field.name) not in (None, "", []) and field.name != view.definition.title:
            yield Fact(field.name, field.ask.name, field.how, seen(field, ground))


def _event(view: CaseView, entry: TimelineEntry, ground: Ground) -> Event:
    fields = view.definition.fields
    # What it was opened with are the facts above.
    answers = entry.facts.get("answers") or {} if entry.kind != "opened" else {}
    told = [
        (fields[name].name, shown(fields[name], value, ground))
        for name, value in answers.items()
        if value is not None
    ]
    return Event(entry, tuple(told))


def _sections(view: CaseView) -> Iterator[Section]:
    for template, content_of in SECTIONS.items():
        if content := content_of(view):
            yield Section(template, content)
