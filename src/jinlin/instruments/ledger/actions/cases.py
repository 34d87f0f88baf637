"""Posting what effects of cases have set in motion, in the transaction of their change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.actions.accounts import open_accounts
from jinlin.instruments.ledger.actions.posting import post
from jinlin.instruments.ledger.entries import Kind, NewAccount, Transfer
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import KeyReused
from jinlin.lib.text import bare_number


class Wanted(NamedTuple):
    """A transfer that a change of a case wants. `name` tells it from others of the same change, and a hold
    from all others of the case; `of` is the name of the hold that it resolves. A `receipt` counts once."""

    debit: NewAccount
    credit: NewAccount
    amount: int
    name: str
    memo: str
    kind: Kind
    of: str
    actor: Actor
    receipt: str = ""


def write(waiting: Sequence[tuple[Draft, Wanted]]) -> None:
    """Open the accounts that are not open yet, and post all of it or nothing.

    Problems as `post` says; NotPossible for a hold whose name the case has used before.
    """
    for actor, group in groupby(waiting, key=lambda each: each[1].actor):
        mine = list(group)
        open_accounts([account for _, one in mine for account in (one.debit, one.credit)], actor)
        transfers = [_transfer(draft, one) for draft, one in mine]
        if _posted(transfers, mine, actor):
            raise refusals.held_before([one.key for one in transfers if one.kind == "hold"])


def _posted(transfers: Sequence[Transfer], wanted: Sequence[tuple[Draft, Wanted]], actor: Actor) -> bool:
    """Whether a transfer was posted before. NotPossible for a receipt that counted already."""
    receipts = [one.receipt for _, one in wanted if one.receipt]
    try:
        known = bool(post(transfers, actor).known)
    except KeyReused as reused:
        if not receipts:
            raise
        raise refusals.receipt_before(receipts) from reused
    if known and receipts:
        raise refusals.receipt_before(receipts)
    return known


def _transfer(draft: Draft, one: Wanted) -> Transfer:
    """Its key is of the case's new revision, so that it can never be posted twice; that of a hold is of the
    case alone, so that a later step can name it."""
    case = draft.case.id
    key = _hold(case, one.name) if one.kind == "hold" else f"case/{case}/{draft.case.revision}/{one.name}"
    if one.receipt:
        key = f"receipt/{draft.case.holder}/{sha256(bare_number(one.receipt)).hex()[:40]}"
    of = _hold(case, one.of) if one.of else ""
    return Transfer(key, one.debit.code, one.credit.code, one.amount, one.memo, one.kind, of)


def _hold(case: int, name: str) -> str:
    return f"case/{case}/hold/{name}"
