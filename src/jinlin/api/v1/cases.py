"""Opening, listing and reading cases."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.documented import READ, WRITE, told
from jinlin.api.dump import respond
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.problems import words
from jinlin.api.v1 import shapes
from jinlin.api.v1.parameters import After, Limit, Number
from jinlin.api.v1.schemas.cases import (
    CaseFilters,
    CaseGiven,
    CaseOpened,
    CasePage,
    Children,
    OpenedKnown,
    Opening,
)
from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.selectors import Filters, case_for, children, list_cases
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client, client_of
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

router = Router(tags=["cases"], by_alias=True)

INTERNAL_CHANNELS = frozenset({"import", "story", "case"})
"""Channels by which only the product itself opens cases."""
SIGN_IN = Words(zh="带上令牌就不受此限", en="With a token there is no such limit")


@router.post(
    "/cases",
    response={201: CaseOpened | OpenedKnown},
    summary="Open a case",
    openapi_extra=told(*WRITE, replays=201),
)
def create_case(request: HttpRequest, sent: Opening, key: IdempotencyKey = None) -> HttpResponse:
    """Open a case of a type, by answering what its form asks (`GET /types/{pack}/{type}`).

    Where the type allows it, anyone may, without a token. The tracking code is given only here.
    """
    by = caller(request)
    asked = Request.of(request, by, key, sent.model_dump())
    if by.actor is not ANYONE:
        return once(asked, lambda: _opened(sent, by))
    return once(asked, lambda: _opened_by_anyone(sent, by, client_of(request)))


@router.get("/cases", response={200: CasePage}, summary="List cases", openapi_extra=told(*READ))
def get_cases(
    request: HttpRequest, filters: Query[CaseFilters], after: After = None, limit: Limit = 50
) -> HttpResponse:
    """The cases that this caller may read and that fit all filters, newest first, in pages.

    A `+` in the offset of a time must be sent as `%2B`; a time without an offset is local time.
    """
    by = caller(request)
    page = list_cases(
        by.actor, _wanted(filters, by), after=shapes.after_case(after), limit=limit, world=by.world
    )
    return respond(shapes.page(page))


@router.get("/cases/{number}", response={200: CaseGiven}, summary="Read a case", openapi_extra=told(*READ))
def get_case(request: HttpRequest, number: Number) -> HttpResponse:
    """The case with its fields, as far as this caller may see them: personal values are masked."""
    by = caller(request)
    return respond(shapes.whole(case_for(number, by.actor, world=by.world)))


@router.get(
    "/cases/{number}/children",
    response={200: Children},
    summary="List a case's children",
    openapi_extra=told(*READ),
)
def get_children(request: HttpRequest, number: Number) -> HttpResponse:
    """The cases that were opened for this one (协办、义务、司法确认 ...), oldest first, at most 200."""
    return respond({"items": shapes.rows(children(number, caller(request).actor))})


def _opened(sent: Opening, by: Caller) -> Answer:
    if sent.channel in INTERNAL_CHANNELS:
        raise BadInput(
            f"渠道 {sent.channel} 只供系统自己使用",
            f"The channel {sent.channel} is for the product itself only",
        )
    opened = open_case(sent.type, sent.answers, by.actor, channel=sent.channel, world=by.world)
    holder = replace(by.actor, cases=by.actor.cases | {opened.case.id})  # of the code that is given here
    shown = shapes.outcome(opened.draft, holder, by.world)
    shown["tracking_code"] = opened.tracking_code
    shown["doubt"] = words(opened.doubt.words) if opened.doubt else None
    return 201, to_json(shown).decode()


def _opened_by_anyone(sent: Opening, by: Caller, client: Client) -> Answer:
    with Attempts.of_reporting(client, SIGN_IN).counted():
        return _opened(sent, by)


def _wanted(filters: CaseFilters, by: Caller) -> Filters:
    """The filters as the kernel takes them. NotFound for a parent that this caller may not see."""
    known = filters.model_dump(exclude={"card", "open", "parent"})
    parent = case_for(filters.parent, by.actor, world=by.world).case.id if filters.parent else None
    card = shapes.COLOURS.index(filters.card) if filters.card else None
    return Filters(
        **known, card=card, is_open=None if filters.open is None else filters.open == "true", parent=parent
    )
