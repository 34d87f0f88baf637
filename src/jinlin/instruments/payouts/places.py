"""Where money of a distribution can lie: each place is an account of the ledger. Pure.

recovered = pool + held + in flight + paid + returned + unclaimed, by double entry, at every step.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from jinlin.instruments.ledger.entries import NewAccount, Transfer
from jinlin.lib.words import Words

Place = Literal["pool", "held", "in_flight", "paid", "returned", "unclaimed"]
PLACES: tuple[Place, ...] = get_args(Place)
RECOVERED = "recovered"
CURRENCY, SCALE = "CNY", 2
YUAN = Words(zh="人民币", en="Renminbi")
NAMES = {
    RECOVERED: Words(zh="追回案款", en="Recovered"),
    "pool": Words(zh="待分配", en="Pool"),
    "held": Words(zh="预留", en="Held"),
    "in_flight": Words(zh="付款途中", en="In flight"),
    "paid": Words(zh="已付", en="Paid"),
    "returned": Words(zh="退回", en="Returned"),
    "unclaimed": Words(zh="待领", en="Unclaimed"),
}


class Move(NamedTuple):
    """Money of one instruction that goes from one place to another; `key` is what names the move for ever."""

    key: str
    source: str
    target: str
    amount: int


def books(case: int) -> str:
    """Under which code all accounts of a distribution stand: who may see the case may read them."""
    return f"case/{case}/payout"


def account(case: int, place: str) -> str:
    """The code of an account of a distribution."""
    return f"{books(case)}/{place}"


def accounts(case: int) -> list[NewAccount]:
    """All accounts of a distribution. Nothing leaves a place where it does not lie."""
    places = [NewAccount(account(case, one), CURRENCY, "debit", NAMES[one], True) for one in PLACES]
    return [NewAccount(account(case, RECOVERED), CURRENCY, "credit", NAMES[RECOVERED]), *places]


def transfer(case: int, move: Move) -> Transfer:
    """The move as the ledger takes it."""
    key = f"payout/{case}/{move.key}"
    return Transfer(key, account(case, move.target), account(case, move.source), move.amount)
