"""Public cases as GeoJSON (RFC 7946)."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic_core import to_json

from jinlin.api.dump import moment
from jinlin.api.parsing import check_text
from jinlin.api.problems import bad_fields
from jinlin.api.reading import Say, in_language_of
from jinlin.api.v1.shapes import COLOURS, after_case, before_case
from jinlin.kernel.cases.selectors import PublicCase, PublicFilters, public_cases
from jinlin.lib.boxes import Box, read_box
from jinlin.lib.words import Words

MEDIA_TYPE = "application/geo+json"
KNOWN = frozenset({"bbox", "area", "category", "type", "open", "limit", "after"})
WORLD = Box(-180, -90, 180, 90)
MOST = 1000
OPEN = {"true": True, "false": False, None: None}


def cases(request: HttpRequest) -> HttpResponse:
    """The newest public cases that have a place, at most 1000, narrowed by what the address says."""
    sent = {name: str(value) for name, value in request.GET.items()}
    for value in sent.values():
        check_text(value)
    filters = PublicFilters(
        type=sent.get("type"),
        category=sent.get("category"),
        area=sent.get("area"),
        is_open=_is_open(sent.get("open")),
        box=read_box(sent["bbox"]) if "bbox" in sent else WORLD,
    )
    page = public_cases(filters, after=after_case(sent.get("after")), limit=_limit(sent.get("limit")))
    say = in_language_of(request)
    body = {
        "type": "FeatureCollection",
        "features": [_feature(one, say) for one in page.cases],
        "next": before_case(page.next),
    }
    response = HttpResponse(to_json(body), content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _feature(one: PublicCase, say: Say) -> dict[str, Any]:
    properties = {
        "number": one.number,
        "type": one.type,
        "title": say(one.title),
        "category": one.category,
        "category_name": say(one.category_name),
        "state": one.state,
        "state_name": say(one.state_name),
        "holder": say(one.holder_name) if one.holder_name else None,
        "area": one.area,
        "card": COLOURS[one.card],
        "opened_at": moment(one.opened_at),
        "updated_at": moment(one.updated_at),
        "due_at": moment(one.due_at),
        "closed_at": moment(one.closed_at),
    }
    place = {"type": "Point", "coordinates": [one.lon, one.lat]}
    return {"type": "Feature", "id": one.number, "geometry": place, "properties": properties}


def _is_open(text: str | None) -> bool | None:
    if text not in OPEN:
        raise bad_fields({"open": Words(zh="应为 true 或 false", en="must be true or false")})
    return OPEN[text]


def _limit(text: str | None) -> int:
    if text is None:
        return MOST
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MOST:
        words = Words(zh=f"应为 1 至 {MOST} 的整数", en=f"must be a whole number from 1 to {MOST}")
        raise bad_fields({"limit": words})
    return int(text)
