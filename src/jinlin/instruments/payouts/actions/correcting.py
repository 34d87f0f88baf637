"""An amount or a name was wrong: one person asks for the right one, a second confirms it, and every plan that
it touches is made anew."""

from __future__ import annotations

from jinlin.instruments.payouts import claims
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.second import Wanted, ask_for, personal_of
from jinlin.instruments.payouts.actions.verifying import claim_numbered, one, standing_claim
from jinlin.instruments.payouts.models import Claim, Trouble
from jinlin.instruments.payouts.shares import loss
from jinlin.lib.errors import NotMet


def correct(asked: Asked) -> Change:
    """Ask for other amounts, `paid_in` and `returned` (fen), for a reason that the form asks for. NotMet if
    the loss would fall below what the person has had."""
    claim = standing_claim(asked)
    told = {"paid_in": int(asked.needed("paid_in")), "returned": int(asked.answer("returned") or 0)}
    _refuse_less_than_had(claim, **told)
    before = {"paid_in": claim.paid_in, "returned": claim.returned}
    return ask_for(
        asked, Wanted("amount_change", claim.n, {**told, "before": before}), {"claim": claim.n, **told}
    )


def confirm_amounts(asked: Asked, trouble: Trouble) -> None:
    """The claim's amounts are those that were asked for."""
    claim = claim_numbered(asked, trouble.claim or 0)
    paid_in, returned = trouble.told["paid_in"], trouble.told["returned"]
    _refuse_less_than_had(claim, paid_in, returned)
    one(claim).update(paid_in=paid_in, returned=returned, loss=loss(paid_in, returned))


def rename(asked: Asked) -> Change:
    """Ask for another name of the same person, as where a character was typed wrongly."""
    claim = standing_claim(asked)
    name = claims.read_name(str(asked.needed("right_name")))
    return ask_for(asked, Wanted("name_change", claim.n, personal={"name": name}), {"claim": claim.n})


def confirm_name(asked: Asked, trouble: Trouble) -> None:
    """The claim has the name that was asked for."""
    claim = claim_numbered(asked, trouble.claim or 0)
    personal = asked.keeper.open(claim.n, claim.sealed) | personal_of(asked, trouble)
    one(claim).update(sealed=asked.keeper.seal(claim.n, personal))


def _refuse_less_than_had(claim: Claim, paid_in: int, returned: int) -> None:
    if loss(paid_in, returned) < claim.had:
        raise NotMet(
            f"申报{claim.n}已分得的款项多于更正后的损失",
            f"Claim {claim.n} has had more than that loss already",
        )
