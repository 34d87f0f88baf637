"""The words of the ledger: pure, so that whoever posts can make and test them without a database.

Amounts are whole numbers of the commodity's smallest unit: fen for CNY, which has a scale of 2.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from jinlin.lib.words import Words

Side = Literal["debit", "credit"]
Kind = Literal["post", "hold", "settle", "release"]

SIDES: tuple[str, ...] = get_args(Side)
KINDS: tuple[str, ...] = get_args(Kind)
RESOLVING = frozenset({"settle", "release"})
"""The kinds that resolve a hold: each hold is resolved at most once."""
MOST = 2**63 - 1
"""The largest amount, and the largest balance: what the database's bigint holds."""


class NewAccount(NamedTuple):
    """An account to open. `code` is a path such as `case/123/pool`; `side` is where it normally stands.

    With `no_overdraft`, what is posted and pending on the other side never exceeds what is posted on the
    normal one. The name is shown on statements and exports: it names no person.
    """

    code: str
    commodity: str
    side: Side
    name: Words
    no_overdraft: bool = False


class Transfer(NamedTuple):
    """One amount from the credited to the debited account, under a key that its maker chose for ever.

    A `hold` is pending until a `settle` or a `release`, whose `of` is the hold's key, resolves it once,
    between the same accounts. What a settle does not take of the held amount is released with it; a release
    names the whole held amount.
    """

    key: str
    debit: str
    credit: str
    amount: int
    memo: str = ""
    kind: Kind = "post"
    of: str = ""


class Posted(NamedTuple):
    """How many transfers were written now, and how many were there already, the same to the letter."""

    new: int
    known: int


class Balance(NamedTuple):
    """An account and what stands on it."""

    code: str
    commodity: str
    side: Side
    name: Words
    no_overdraft: bool
    debits_posted: int
    credits_posted: int
    debits_pending: int
    credits_pending: int

    @property
    def net(self) -> int:
        """What is posted, seen from the normal side: negative if the other side outweighs it."""
        difference = self.debits_posted - self.credits_posted
        return difference if self.side == "debit" else -difference

    @property
    def available(self) -> int:
        """What may still leave: `net`, less what is pending on the other side."""
        return self.net - (self.credits_pending if self.side == "debit" else self.debits_pending)
