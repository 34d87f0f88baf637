"""A public case as a service request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinlin.api.dump import moment
from jinlin.api.open311.services import code_of
from jinlin.api.reading import Say
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import PublicCase, PublicEntry
from jinlin.lib.canonical import canonical

LONGEST_DESCRIPTION = 4000
COLOURS = ("none", "yellow", "red")


def request(one: PublicCase, definition: Definition, say: Say) -> dict[str, Any]:
    """The members that the protocol documents. For a closed request the last change is its closing."""
    return {
        "service_request_id": one.number,
        "status": "closed" if one.closed_at else "open",
        "status_notes": f"{say(one.state_name)}: {say(one.say)}",
        "service_name": say(one.category_name),
        "service_code": code_of(one.type, one.category),
        "description": _description(one, definition),
        "agency_responsible": say(one.holder_name) if one.holder_name else None,
        "service_notice": None,
        "requested_datetime": moment(one.opened_at),
        "updated_datetime": moment(one.closed_at or one.updated_at),
        "expected_datetime": moment(one.due_at),
        "address": one.area_name,
        "address_id": None,
        "zipcode": None,
        "lat": one.lat,
        "long": one.lon,
        "media_url": None,
    }


def extensions(
    one: PublicCase, definition: Definition, notes: Sequence[PublicEntry], say: Say
) -> dict[str, Any]:
    """What `extensions=true` adds: what the mechanism knows besides, and the steps that were taken."""
    attributes = {
        "title": say(one.title),
        "state": one.state,
        "state_name": say(one.state_name),
        "card": COLOURS[one.card],
        "area": one.area,
        "holder": one.holder,
        "fields": [
            {"code": name, "name": say(definition.fields[name].name), "value": _plain(value)}
            for name, value in one.fields.items()
        ],
    }
    return {"extended_attributes": attributes, "notes": [_note(entry, say) for entry in notes]}


def _note(entry: PublicEntry, say: Say) -> dict[str, Any]:
    by = say(entry.unit) if entry.unit else None
    return {"datetime": moment(entry.at), "type": entry.kind, "description": say(entry.name), "agency": by}


def _description(one: PublicCase, definition: Definition) -> str | None:
    """What the resident wrote, where the pack calls that public; nothing otherwise."""
    field = definition.open311.description if definition.open311 else ""
    text = one.fields.get(field) or one.fields.get(definition.title or "")
    return str(text)[:LONGEST_DESCRIPTION] if text else None


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else canonical(value)
