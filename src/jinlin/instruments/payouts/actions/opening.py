"""Opening a distribution, and money that comes in."""

from __future__ import annotations

from jinlin.instruments.ledger import actions as ledger
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.models import Distribution, Receipt
from jinlin.instruments.payouts.places import CURRENCY, RECOVERED, SCALE, YUAN, Move, accounts, transfer
from jinlin.lib.crypto import new_key, sha256
from jinlin.lib.errors import NotPossible
from jinlin.lib.text import bare_number, quote
from jinlin.lib.words import Words


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
    """Money was recovered (到账) and lies in the pool. The number of the bank's receipt names it for ever,
    and counts once: NotPossible for one that was recorded before, however it is written."""
    fen, receipt = int(asked.needed("received")), str(asked.needed("receipt"))
    digest = sha256(bare_number(receipt))
    if Receipt.objects.filter(case_id=asked.distribution.case_id, digest=digest).exists():
        raise _known(receipt)
    key = f"receipt/{sha256(receipt).hex()[:32]}"
    move = transfer(asked.distribution.case_id, Move(key, RECOVERED, "pool", fen))

    def store() -> None:
        n = Receipt.objects.filter(case_id=asked.id).count() + 1
        Receipt.objects.create(
            case_id=asked.id, n=n, receipt=receipt, digest=digest, amount=fen, at=asked.now
        )
        if ledger.post([move], asked.actor).known:
            raise _known(receipt)

    return Change(asked.id, {"received": fen}, store)


def _known(receipt: str) -> NotPossible:
    return NotPossible(
        f"进账单{quote(receipt)}已经登记过，没有再次登记。",
        f"The receipt {quote(receipt)} was recorded before; nothing was recorded again.",
        help=Words(zh="请核对进账单号。", en="Check the number of the receipt."),
    )
