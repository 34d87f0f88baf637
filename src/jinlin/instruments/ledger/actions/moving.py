"""What transfers do to the accounts: pure. The database does the same by its trigger and holds the law by
its constraints; here it is worked out first, so that a refusal can say which account and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.entries import MOST, RESOLVING, Transfer


class Standing(NamedTuple):
    """A locked account and what stands on it."""

    id: int
    code: str
    commodity: str
    side: str
    no_overdraft: bool
    debits_posted: int
    credits_posted: int
    debits_pending: int
    credits_pending: int


class Entry(NamedTuple):
    """A transfer as the ledger keeps it, its accounts by their ids: the fields of its line in the digest."""

    key: str
    debit: int
    credit: int
    amount: int
    kind: str
    of: str
    memo: str


class Held(NamedTuple):
    """A hold, and whether it has been resolved."""

    debit: int
    credit: int
    amount: int
    resolved: bool


def entered(transfers: Iterable[Transfer], accounts: Mapping[str, Standing]) -> list[Entry]:
    """The transfers as entries. BadInput where two accounts are not of one commodity."""
    entries = []
    for key, debit, credit, amount, memo, kind, of in transfers:
        on, off = accounts[debit], accounts[credit]
        if on.commodity != off.commodity:
            raise refusals.mixed(key, debit, credit)
        entries.append(Entry(key, on.id, off.id, amount, kind, of, memo))
    return entries


def moved(entries: Sequence[Entry], accounts: Mapping[str, Standing], holds: Mapping[str, Held]) -> list[int]:
    """For each entry the amount of the hold that it resolves, or 0, once all of them can be posted.

    A hold may stand earlier among the entries. NotFound, NotPossible and BadInput as `post` says.
    """
    known = dict(holds)
    held = [_held(one, known) for one in entries]
    sums = _sums(entries, held, accounts.values())
    for account in accounts.values():
        _check(account, *sums[account.id])
    return held


def _sums(
    entries: Sequence[Entry], held: Sequence[int], accounts: Iterable[Standing]
) -> dict[int, list[int]]:
    """What will stand on each account: debits and credits posted, debits and credits pending."""
    sums = {one.id: list(one[5:]) for one in accounts}
    for one, resolves in zip(entries, held, strict=True):
        posted = 0 if one.kind in ("hold", "release") else one.amount
        pending = one.amount if one.kind == "hold" else -resolves
        debit, credit = sums[one.debit], sums[one.credit]
        debit[0] += posted
        credit[1] += posted
        debit[2] += pending
        credit[3] += pending
    return sums


def _held(one: Entry, known: dict[str, Held]) -> int:
    if one.kind == "hold":
        known[one.key] = Held(one.debit, one.credit, one.amount, False)
    if one.kind not in RESOLVING:
        return 0
    hold = known.get(one.of)
    if hold is None or (hold.debit, hold.credit) != (one.debit, one.credit):
        raise refusals.not_held(one.key, one.of)
    if hold.resolved:
        raise refusals.resolved(one.key, one.of)
    if one.amount > hold.amount or (one.kind == "release" and one.amount != hold.amount):
        raise refusals.bad(
            one.key, f"预留的是 {hold.amount}：可少结，不可多结，释放须全额",
            f"{hold.amount} is held: settle that or less, and release all of it",
        )  # fmt: skip
    known[one.of] = hold._replace(resolved=True)
    return hold.amount


def _check(account: Standing, debits: int, credits: int, held_debits: int, held_credits: int) -> None:
    """Whether this may stand on the account: no overdraft, nothing larger than can be held."""
    if max(debits, credits, held_debits, held_credits) > MOST:
        raise refusals.overflowing(account.code)
    left = debits - credits - held_credits if account.side == "debit" else credits - debits - held_debits
    if account.no_overdraft and left < 0:
        raise refusals.overdrawn(account.code, -left)
