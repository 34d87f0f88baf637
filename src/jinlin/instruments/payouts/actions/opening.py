"""Opening a distribution, and money that comes in."""

from __future__ import annotations

from jinlin.instruments.ledger import actions as ledger
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.models import Distribution
from jinlin.instruments.payouts.places import CURRENCY, RECOVERED, SCALE, YUAN, Move, accounts, transfer
from jinlin.lib.crypto import new_key, sha256


def open_distribution(asked: Asked) -> Change:
    """Open its accounts, and commit to the seed by which equal fractions are ordered: nobody is registered
    yet, so nobody can have been favoured. Its key is there from now on: a list may be brought before the
    first claim is registered."""
    case, seed = asked.case.case, new_key()
    asked.case.make_key()

    def store() -> None:
        Distribution.objects.create(case_id=case.id, number=case.number, seed=seed)
        ledger.install_commodity(CURRENCY, SCALE, YUAN)
        ledger.open_accounts(accounts(case.id), asked.actor)

    return Change(case.id, {"seed_committed": sha256(seed).hex()}, store)


def receive(asked: Asked) -> Change:
    """Money was recovered (到账) and lies in the pool. The receipt's number names it for ever."""
    fen, receipt = int(asked.needed("received")), str(asked.needed("receipt"))
    key = f"receipt/{sha256(receipt).hex()[:32]}"
    move = transfer(asked.distribution.case_id, Move(key, RECOVERED, "pool", fen))

    def store() -> None:
        ledger.post([move], asked.actor)

    return Change(asked.id, {"received": fen}, store)
