"""Cases as JSON has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jinlin.api.cursors import bad_cursor, cursor, place
from jinlin.api.dump import moment
from jinlin.api.problems import words
from jinlin.api.v1.forms import asks
from jinlin.kernel.cases.selectors import provisional_year, still_reads

if TYPE_CHECKING:
    from jinlin.kernel.cases.draft import Draft
    from jinlin.kernel.cases.selectors import CaseView, Listed, OpenAction, Page, SeenFile, TimelineEntry
    from jinlin.kernel.registry.actors import Actor
    from jinlin.kernel.registry.world import World

COLOURS = ("none", "yellow", "red")


def head(one: Draft | Listed | CaseView) -> dict[str, Any]:
    """A case without its fields: what lists show and what a change answers."""
    case, definition = one.case, one.definition
    state = definition.states[case.state]
    return {
        "number": case.number,
        "type": definition.key,
        "name": words(definition.name),
        "state": {"code": case.state, "name": words(state.name), "say": words(state.say)},
        "title": one.title,
        "area": case.area,
        "category": case.category,
        "holder": case.holder,
        "channel": case.channel,
        "opened_at": moment(case.opened_at),
        "due_at": moment(case.due_at),
        "provisional": provisional_year(case.clock),
        "closed_at": moment(case.closed_at),
        "card": COLOURS[case.card],
        "outcome": case.outcome,
        "revision": case.revision,
    }


def outcome(draft: Draft, actor: Actor, world: World) -> dict[str, Any]:
    """What a change answers: the case, or no more than its number and state if whoever made the change may
    not see it, as a passer-by or an office that gave it away."""
    found = head(draft)
    return found if still_reads(draft, actor, world) else {name: found[name] for name in ("number", "state")}


def whole(view: CaseView) -> dict[str, Any]:
    """A case with its fields and the cards that stand."""
    colours = [COLOURS[colour] for _, colour in view.case.tally["standing"]]
    return head(view) | {
        "cards": {colour: colours.count(colour) for colour in COLOURS[1:]},
        "fields": {one.name: {"how": one.how, "value": one.value} for one in view.fields},
    }


def page(found: Page) -> dict[str, Any]:
    """One page of a list."""
    return {"items": rows(found.rows), "next": before_case(found.next)}


def rows(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """The cases of a list."""
    return [head(one) for one in listed]


def before_case(place: tuple[datetime, int] | None) -> str | None:
    """The cursor of the page that begins after this case."""
    return None if place is None else cursor([place[0].isoformat(), place[1]])


def after_case(text: str | None) -> tuple[datetime, int] | None:
    """Where the page before ended, from its cursor."""
    if text is None:
        return None
    opened_at, case = place(text, (str, int))
    try:
        at = datetime.fromisoformat(str(opened_at))
    except ValueError:
        raise bad_cursor() from None
    if at.tzinfo is None:
        raise bad_cursor()
    return at, int(case)


def choices(view: CaseView, found: Sequence[OpenAction]) -> dict[str, Any]:
    """The actions of the case's state."""
    return {"revision": view.case.revision, "items": [choice(one) for one in found]}


def choice(one: OpenAction) -> dict[str, Any]:
    """One of them."""
    return {
        "action": one.name,
        "name": words(one.label),
        "allowed": one.allowed,
        "reason": words(one.reason) if one.reason else None,
        "asks": asks(one.asks),
    }


def event(one: TimelineEntry) -> dict[str, Any]:
    """One thing that happened."""
    return {
        "seq": one.seq,
        "kind": one.kind,
        "name": words(one.name),
        "at": moment(one.at),
        "by": one.by,
        "facts": one.facts,
    }


def file(one: SeenFile) -> dict[str, Any]:
    """What is known of a file without opening it."""
    info = one.info
    return {
        "n": info.n,
        "name": info.name,
        "media_type": info.media_type,
        "size": info.size,
        "digest": info.digest,
        "privacy": info.privacy,
        "how": one.how,
        "audience": info.audience,
        "added_as": info.added_as,
    }
