"""An amount was wrong: it is corrected before a share was approved of it, and every plan is made anew."""

from __future__ import annotations

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.verifying import one, standing_claim
from jinlin.instruments.payouts.shares import loss
from jinlin.lib.errors import NotMet


def correct(asked: Asked) -> Change:
    """The claim's amounts are now `paid_in` and `returned` (fen), for a reason that the form asks for. NotMet
    if the loss would fall below what the person has had."""
    claim = standing_claim(asked)
    paid_in, returned = int(asked.needed("paid_in")), int(asked.answer("returned") or 0)
    if loss(paid_in, returned) < claim.had:
        raise NotMet(
            f"申报{claim.n}已分得的款项多于更正后的损失",
            f"Claim {claim.n} has had more than that loss already",
        )
    values = {"paid_in": paid_in, "returned": returned, "loss": loss(paid_in, returned)}

    def store() -> None:
        one(claim).update(**values)

    return Change(
        asked.id, {"claim": claim.n, "from": claim.loss, "to": values["loss"]}, store, {"changes": 1}
    )
