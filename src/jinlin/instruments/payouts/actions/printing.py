"""Slips with the code by which a claimant finds their own claim. A code is drawn when its slip is printed
and kept as a digest: nobody can read it again, and a new slip makes the one before worthless."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from jinlin.instruments.payouts import numbers, policies
from jinlin.instruments.payouts.actions.verifying import within
from jinlin.instruments.payouts.covered import kept
from jinlin.instruments.payouts.keeping import GROUP, GROUPS
from jinlin.instruments.payouts.models import Claim, ClaimCode, Distribution
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.codes import ALPHABET
from jinlin.lib.errors import BadInput
from jinlin.lib.text import mask_name

MOST_SLIPS = 500


class Slip(NamedTuple):
    """What one claimant is handed: number of the claim, masked name, and the code."""

    claim: int
    name: str
    code: str


def print_slips(number: str, claims: str, actor: Actor) -> list[Slip]:
    """Slips for the claims named (`1-200, 305`), or for those that never had one, at most 500 at a time. The
    journal keeps who printed for which claims. NotFound, NotAllowed; BadInput if there is none to print."""
    view = seen(number, actor)
    policies.may_print_slips(view).require()
    keeper = keeper_of(view)
    with transaction.atomic():
        Distribution.objects.select_for_update().get(case_id=view.case.id)  # one print after the other
        meant = _meant(view.case.id, claims)
        slips = [Slip(one.n, mask_name(keeper.open(one.n, one.sealed)["name"]), new_code()) for one in meant]
        codes = [
            ClaimCode(
                case_id=view.case.id, claim=one.claim, digest=keeper.code(one.claim, one.code),
                printed_at=clock.now(),
            )
            for one in slips
        ]  # fmt: skip
        ClaimCode.objects.bulk_create(
            codes, update_conflicts=True, update_fields=["digest", "printed_at"],
            unique_fields=["case_id", "claim"],
        )  # fmt: skip
        facts = {"claims": [one.claim for one in slips]}
        append([Entry(f"payout/{view.case.id}", "slips", actor.label, clock.now(), facts)])
        append([kept(view.case.id, "codes")])
    return slips


def new_code() -> str:
    """A code as `7KQ4-XR9A-T3HW`, drawn anew."""
    parts = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(parts)


def _meant(case: int, claims: str) -> Sequence[Claim]:
    spans = numbers.parse(claims)
    found = within(case, spans).order_by("n")
    if not spans:
        found = found.exclude(n__in=ClaimCode.objects.filter(case_id=case).values("claim"))
    listed = list(found[: MOST_SLIPS + 1])
    if not listed:
        raise BadInput("没有需要打印的查询码", "There is no slip to print")
    if spans and len(listed) > MOST_SLIPS:
        raise BadInput(f"一次最多打印{MOST_SLIPS}张", f"At most {MOST_SLIPS} slips at a time")
    return listed[:MOST_SLIPS]
