"""What happened to a case, the proof of it, and what is shown only for a purpose."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.cursors import cursor, place
from jinlin.api.documented import READ, WRITE, told
from jinlin.api.dump import respond
from jinlin.api.once import Answer, IdempotencyKey, Request, every_time
from jinlin.api.v1 import shapes
from jinlin.api.v1.parameters import After, Limit, Number
from jinlin.api.v1.schemas.records import Finding, Found, Revealed, Revealing, Timeline
from jinlin.kernel.cases.actions import find, reveal
from jinlin.kernel.cases.selectors import case_for, latest_of, provable, timeline
from jinlin.kernel.journal.proofs import Proof
from jinlin.kernel.journal.selectors import proof

router = Router(tags=["records"], by_alias=True)
Seq = Annotated[
    int | None, Query(None, ge=1, le=2**31 - 1, description="Which event, by its `seq`; the last if absent.")
]

Order = Annotated[
    Literal["oldest", "newest"],
    Query("oldest", description="Which come first: of a long case the present is at the end."),
]


@router.get(
    "/cases/{number}/timeline", response={200: Timeline}, summary="What happened", openapi_extra=told(*READ)
)
def get_timeline(
    request: HttpRequest, number: Number, after: After = None, limit: Limit = 50, order: Order = "oldest"
) -> HttpResponse:
    """The case's events as far as this caller may see them, from the first or from the last on."""
    start = 0 if after is None else max(int(place(after, (int,))[0]), 0)
    actor = caller(request).actor
    if order == "newest":
        stretch = latest_of(case_for(number, actor), start, limit)
        shown, following = list(stretch.entries), stretch.earlier
    else:
        found = timeline(number, actor, after=start, limit=limit + 1)
        shown, following = found[:limit], found[limit - 1].seq if len(found) > limit else None
    items = [shapes.event(one) for one in shown]
    return respond({"items": items, "next": cursor([following]) if following else None})


@router.get(
    "/cases/{number}/proof", response={200: Proof}, summary="Prove an event", openapi_extra=told(409, *READ)
)
def get_proof(request: HttpRequest, number: Number, seq: Seq = None) -> HttpResponse:
    """An inclusion proof (RFC 9162) for one event of the case; `jinlin-verify` checks it without this server.

    Events are sealed in periods; before its period is sealed an event has no proof yet.
    """
    view = case_for(number, caller(request).actor)
    found = proof(f"case/{view.case.id}", provable(view, seq))
    return respond(found.model_dump())


@router.post(
    "/cases/{number}/reveal", response={200: Revealed}, summary="Show a masked field",
    openapi_extra=told(*WRITE, replays=200),
)  # fmt: skip
def reveal_field(
    request: HttpRequest, number: Number, sent: Revealing, key: IdempotencyKey = None
) -> HttpResponse:
    """Show one personal or sensitive field, for a purpose. Who asked, and for what, goes into the journal."""
    by = caller(request)
    asked = Request.of(request, by, key, sent.model_dump())
    return every_time(asked, lambda: _revealed(number, sent, by))


@router.post(
    "/find",
    response={200: Found},
    summary="Find by a personal value",
    openapi_extra=told(*WRITE, replays=200),
)
def find_cases(request: HttpRequest, sent: Finding, key: IdempotencyKey = None) -> HttpResponse:
    """The cases, at most 50, that hold a phone or identity number which this caller may have revealed.

    The search goes into the journal with its purpose; what was searched for does not.
    """
    by = caller(request)
    asked = Request.of(request, by, key, sent.model_dump())
    return every_time(asked, lambda: _found(sent, by))


def _revealed(number: str, sent: Revealing, by: Caller) -> Answer:
    value = reveal(number, sent.field, sent.purpose, by.actor)
    return 200, to_json({"field": sent.field, "value": value}).decode()


def _found(sent: Finding, by: Caller) -> Answer:
    return 200, to_json({"numbers": find(sent.part, sent.value, sent.purpose, by.actor)}).decode()
