"""Taking actions on a case, and knowing which can be taken."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.documented import READ, WRITE, told
from jinlin.api.dump import respond
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.v1 import shapes
from jinlin.api.v1.parameters import Number
from jinlin.api.v1.schemas.cases import CaseHead, CaseKnown, OpenActions, Taking
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.selectors import case_for, open_actions

router = Router(tags=["actions"], by_alias=True)
ActionName = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9_]+$")]


@router.get(
    "/cases/{number}/actions",
    response={200: OpenActions},
    summary="Which actions are open",
    openapi_extra=told(*READ),
)
def get_actions(request: HttpRequest, number: Number) -> HttpResponse:
    """The actions of the case's state: whether this caller may take each now, what it asks, or why not."""
    by = caller(request)
    view = case_for(number, by.actor, world=by.world)
    return respond(shapes.choices(view, open_actions(view, by.actor, by.world)))


@router.post(
    "/cases/{number}/actions/{action}",
    response={200: CaseHead | CaseKnown},
    summary="Take an action",
    openapi_extra=told(*WRITE, replays=200),
)
def take_action(
    request: HttpRequest, number: Number, action: ActionName, sent: Taking, key: IdempotencyKey = None
) -> HttpResponse:
    """Take an action, with what it asks for. This is the only way in which a case changes.

    Who may not read the case, or does not any more, is told its number and state.
    With `revision`, the action is taken only if nobody changed the case since; otherwise 409, with the
    events since in `since`.
    """
    by = caller(request)
    asked = Request.of(request, by, key, sent.model_dump())
    return once(asked, lambda: _taken(number, action, sent, by))


def _taken(number: str, action: str, sent: Taking, by: Caller) -> Answer:
    draft = take(number, action, sent.answers, by.actor, revision=sent.revision, world=by.world)
    return 200, to_json(shapes.outcome(draft, by.actor, by.world)).decode()
