"""A claimant's own share: opened by the claim's identity number and code, and nobody else's."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Router
from pydantic_core import to_json

from jinlin.api.caller import Caller
from jinlin.api.documented import NOBODY, told
from jinlin.api.downloads import documented, download
from jinlin.api.dump import moment, respond
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.problems import words
from jinlin.api.v1.acts import ActionName
from jinlin.api.v1.parameters import Number
from jinlin.api.v1.schemas.shares import Doing, Done, OwnClaimGiven
from jinlin.api.v1.shapes import choice
from jinlin.instruments.payouts import actions
from jinlin.instruments.payouts.selectors import (
    OwnClaim,
    OwnObjection,
    OwnShare,
    Proven,
    own_actions,
    own_claim,
    own_proof,
    prove,
)
from jinlin.instruments.payouts.telling import place_in_words, standing_in_words
from jinlin.kernel.cases.selectors import OpenAction
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of
from jinlin.kernel.registry.selectors import member_of

router = Router(tags=["shares"], by_alias=True)
IdNo = Annotated[
    str, Header(alias="X-Identity-Number", min_length=1, max_length=18, description="Of the claimant.")
]
ClaimCode = Annotated[
    str, Header(alias="X-Claim-Code", min_length=1, max_length=20, description="As on the receipt.")
]
N = Annotated[int, Path(ge=0, le=2**31 - 1, description="Of a notice its plan, of a plan its round, else 0.")]
Paper = Annotated[
    Literal["claim_paper", "payment_notice", "plan"],
    Path(description="One's own statement, one's notice of payment, or the plan as served."),
]
READ = (401, 404, 409, 422, 429, 503)
WRITE = (400, 401, 403, 404, 408, 409, 411, 413, 415, 422, 429, 503)
PDF = documented("The signed PDF, issued now if it would say something new.")


@router.get(
    "/shares/{number}",
    auth=None,
    response={200: OwnClaimGiven},
    summary="Read one's own share",
    openapi_extra=told(*READ, security=NOBODY),
)
def get_share(request: HttpRequest, number: Number, id_no: IdNo, code: ClaimCode) -> HttpResponse:
    """What was claimed and verified, the share and how it was computed, and where the money is.

    Failed attempts are counted by address; after too many, 429.
    """
    proven = _proven(request, number, id_no, code)
    return respond(_claim(own_claim(proven), own_actions(proven)))


@router.get(
    "/shares/{number}/papers/{paper}/{n}",
    auth=None,
    summary="Download a paper of one's own",
    openapi_extra=told(*READ, security=NOBODY, success=PDF),
)
def get_share_paper(
    request: HttpRequest, number: Number, paper: Paper, n: N, id_no: IdNo, code: ClaimCode
) -> HttpResponse:
    """How one's claim stands, a notice of payment, or the plan as it was served."""
    proven = _proven(request, number, id_no, code)
    if paper == "plan":
        return download(*actions.own_plan(proven, n))
    return download(*actions.own_paper(proven, paper, n))


@router.get(
    "/shares/{number}/proofs/{n}",
    auth=None,
    response={200: dict[str, Any]},
    summary="Get the proof of one's own line",
    openapi_extra=told(*READ, security=NOBODY),
)
def get_share_proof(request: HttpRequest, number: Number, n: N, id_no: IdNo, code: ClaimCode) -> HttpResponse:
    """That one's line stands in plan `n`: `jinlin-verify` checks it. 409 until the night has sealed it."""
    return respond(own_proof(_proven(request, number, id_no, code), n))


@router.post(
    "/shares/{number}/actions/{action}",
    auth=None,
    response={200: Done},
    summary="Act as a claimant",
    openapi_extra=told(*WRITE, security=NOBODY, replays=200),
)
def act_as_claimant(
    request: HttpRequest, number: Number, action: ActionName, sent: Doing, id_no: IdNo, code: ClaimCode,
    key: IdempotencyKey = None,
) -> HttpResponse:  # fmt: skip
    """Take an action that the pack opens to claimants, as an objection while the plan is on notice."""
    proven = _proven(request, number, id_no, code)
    by = Caller(member_of(proven.case, proven.n))
    asked = Request.of(request, by, key, sent.model_dump())
    return once(asked, lambda: _done(proven, action, sent))


def _proven(request: HttpRequest, number: str, id_no: str, code: str) -> Proven:
    attempts = Attempts.of_claim(client_of(request))
    attempts.begin()
    proven = prove(number, id_no, code)
    attempts.take_back()
    return proven


def _done(proven: Proven, action: str, sent: Doing) -> Answer:
    actions.act_oneself(proven, action, sent.answers)
    return 200, to_json({"number": proven.number, "action": action}).decode()


def _claim(own: OwnClaim, open_now: list[OpenAction]) -> dict[str, Any]:
    matter = own.matter
    return {
        "number": own.number,
        "subject": matter.subject,
        "enforcement_no": matter.enforcement_no,
        "unit": matter.unit,
        "state": words(matter.state),
        "say": words(matter.say),
        "due_at": moment(matter.due_at),
        "claim": own.n,
        "name": own.name,
        "paid_in": own.paid_in,
        "returned": own.returned,
        "loss": own.loss,
        "standing": words(standing_in_words(own.standing)),
        "way": own.way,
        "account_end": own.account_end or None,
        "shares": [_share(one, own.way) for one in own.shares],
        "objections": [_objection(one) for one in own.objections],
        "actions": [choice(one) for one in open_now],
    }


def _share(one: OwnShare, way: str) -> dict[str, Any]:
    same = ("plan", "round", "approved", "loss", "had", "share", "has_line")
    return {
        **{name: getattr(one, name) for name in same},
        "ratio": {**one.ratio._asdict(), "percent": one.ratio.percent},
        "place": words(place_in_words(one, way)),
        "slip_no": one.slip_no or None,
    }


def _objection(one: OwnObjection) -> dict[str, Any]:
    return {
        "number": one.number,
        "opened_at": moment(one.opened_at),
        "state": words(one.state),
        "say": words(one.say),
        "due_at": moment(one.due_at),
        "closed": one.is_closed,
        "told": [{"text": words(said.text), "at": moment(said.written_at)} for said in one.told],
    }
