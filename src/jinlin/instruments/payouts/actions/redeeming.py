"""An electronic deposit slip (电子存单) is redeemed at the counter, by its holder with the identity card."""

from __future__ import annotations

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.attempts import Known, known_attempts, latest_of_claims
from jinlin.instruments.payouts.actions.booking import Booked, store_bookings
from jinlin.instruments.payouts.actions.verifying import standing_claim
from jinlin.lib.errors import NotMet
from jinlin.lib.identity import possible_numbers


def redeem(asked: Asked) -> Change:
    """The holder of `claim` stands at the counter with the card `holder_id_no`. NotMet if it is another's, or
    if there is no slip that was issued and not yet redeemed."""
    claim = standing_claim(asked)
    numbers = possible_numbers(str(asked.needed("holder_id_no")))
    if bytes(claim.id_digest) not in [asked.keeper.person(one) for one in numbers]:
        raise NotMet("证件与存单的持有人不符", "The card is not that of the slip's holder")
    slip = _issued(asked, claim.n)
    facts = {"claim": claim.n, "amount": slip.amount}
    return Change(asked.id, facts, lambda: _store(asked, slip))


def _issued(asked: Asked, claim: int) -> Known:
    latest = latest_of_claims(asked.id, [claim])
    found = known_attempts(asked.id, latest.values())
    if not found or found[0].way != "slip" or found[0].place != "in_flight":
        raise NotMet(f"申报{claim}没有可支取的存单", f"Claim {claim} has no slip to redeem")
    if found[0].told != {"accepted"}:
        raise NotMet("银行尚未开出这张存单", "The bank has not issued this slip yet")
    return found[0]


def _store(asked: Asked, slip: Known) -> None:
    """The bank's own word on it, when it comes, is then nothing new."""
    store_bookings(asked, [Booked(slip, "settled", slip.told | {"settled"}, "")], [])
