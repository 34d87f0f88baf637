"""Finding the claims of a person by what is sealed in them: for a purpose, and journaled."""

from __future__ import annotations

from django.db.models import Q

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.actions.purposes import note, stated
from jinlin.instruments.payouts.claims import read_account
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Claim
from jinlin.instruments.payouts.selectors.claims import LARGEST, ClaimInfo, claim_info, keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.cases.secret import Secret
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import BadInput
from jinlin.lib.identity import possible_numbers


def find_claims(number: str, part: str, value: str, purpose: str, actor: Actor) -> list[ClaimInfo]:
    """The claims in which this identity number (`id_no`) or account (`account`) stands, masked, at most 200.
    For those who may have a claimant shown. The journal keeps the search, not what was searched for.
    NotFound, NotAllowed, BadInput (part, value, purpose)."""
    view = seen(number, actor)
    policies.may_reveal(view).require()
    why, keeper = stated(purpose), keeper_of(view)
    rows = Claim.objects.filter(_meant(keeper, part, value), case_id=view.case.id).order_by("n")[:LARGEST]
    found = [claim_info(one, keeper) for one in rows]
    facts = {"part": part, "purpose": Secret(why), "found": [one.n for one in found]}
    note(view, "searched", actor, facts)
    return found


def _meant(keeper: Keeper, part: str, value: str) -> Q:
    if part == "id_no":
        return Q(id_digest__in=[keeper.person(one) for one in possible_numbers(value)])
    account = read_account(value) if part == "account" else ""
    if not account:
        raise BadInput("请按证件号码或者收款账号查找", "Search by identity number or by account")
    return Q(account_digest=keeper.account(account))
