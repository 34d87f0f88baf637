"""A claimant who has shown identity number and code: what is asked for them is of their own claim alone."""

from __future__ import annotations

import hmac
from typing import NamedTuple

from jinlin.instruments.payouts.keeping import GROUP, GROUPS, Keeper
from jinlin.instruments.payouts.models import Claim, ClaimCode, Distribution
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.kernel.cases.selectors import CaseView, case_for
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.codes import read_code
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.identity import possible_numbers
from jinlin.lib.words import Words

MERGED = "merged"


class Proven(NamedTuple):
    """Claim `n` of a distribution, by the id of its case, whose person has shown who they are."""

    number: str
    case: int
    n: int


class Opened(NamedTuple):
    """The claim of a proven claimant, its case as the product itself sees it, and what opens the claim."""

    view: CaseView
    claim: Claim
    keeper: Keeper


def prove(number: str, id_no: str, code: str) -> Proven:
    """The claim of whoever knows its identity number and its code; one that was merged into another of the
    same person leads to that one. NotFound, the same whichever is wrong; BadInput for no identity number."""
    numbers = possible_numbers(id_no)
    known = Distribution.objects.filter(number=number).first() if number.isprintable() else None
    if known is not None:
        view = case_for(number, SYSTEM)
        keeper, shown = keeper_of(view), _code(code)
        people = [keeper.person(one) for one in numbers]
        theirs = Claim.objects.filter(case_id=view.case.id, id_digest__in=people).order_by("n")
        by_number = {one.n: one for one in theirs}
        codes = ClaimCode.objects.filter(case_id=view.case.id, claim__in=by_number)
        digests = {one.claim: bytes(one.digest) for one in codes}
        for n in by_number:
            if _is_code(keeper, n, shown, digests.get(n), n <= known.old_codes):
                return Proven(number, view.case.id, _followed(by_number, n))
    raise NotFound(
        "没有查到：请核对案号、身份证号和查询码",
        "Nothing was found: check the case number, your identity number and the code",
        help=Words(
            zh="法院不会打电话索要验证码、密码或转账。",
            en="The court never calls to ask for codes, passwords or transfers.",
        ),
    )


def _code(text: str) -> str:
    """The code as it was given; nothing that opens anything, if it cannot be one."""
    try:
        return read_code(text, GROUPS, GROUP)
    except BadInput:
        return ""


def opened(proven: Proven) -> Opened:
    """The claim itself. NotFound if it is there no more, or once retention has destroyed the case's key."""
    view = case_for(proven.number, SYSTEM)
    claim = Claim.objects.filter(case_id=view.case.id, n=proven.n).first()
    if claim is None or view.case.id != proven.case:
        raise NotFound("没有这项申报", "There is no such claim")
    return Opened(view, claim, keeper_of(view))


def _is_code(keeper: Keeper, n: int, shown: str, digest: bytes | None, had_old_code: bool) -> bool:
    """Whether this is the code on the last slip of the claim, or its old one if no slip was printed since."""
    if digest is not None:
        return hmac.compare_digest(digest, keeper.code(n, shown))
    return hmac.compare_digest(keeper.old_code(n), shown) and had_old_code


def _followed(theirs: dict[int, Claim], n: int) -> int:
    while theirs[n].standing == MERGED and theirs[n].goes_on_in in theirs:
        n = int(theirs[n].goes_on_in or 0)
    return n
