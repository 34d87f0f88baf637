"""The books as beancount reads them, so that an auditor needs none of our programs.

An account's normal side names its root: debit is Assets, credit is Liabilities. `case/1/opened_by` is
Case:1:Opened--by, which leads back to one code only. Beancount writes debits as positive numbers. What is
posted is written, and of holds what was settled. The closing balances are asserted for it to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from jinlin.instruments.ledger.checked import COMMODITY
from jinlin.instruments.ledger.models import Account, Transfer
from jinlin.instruments.ledger.selectors.balances import under
from jinlin.instruments.ledger.selectors.commodities import CommodityInfo, commodities, commodity
from jinlin.lib import clock

_ROOTS = {"debit": "Assets", "credit": "Liabilities"}
_MOVING = ("post", "settle")


class _Shown(NamedTuple):
    """An account in the words of beancount, and its commodity."""

    name: str
    commodity: CommodityInfo
    opened: date


def beancount(scope: str = "") -> Iterator[str]:
    """The lines of a beancount file: of a commodity, of an account with all below it, or of everything.

    The accounts at the other end of these transfers are opened too. NotFound for an unknown commodity.
    Run it where nothing is posted meanwhile, or within one snapshot: it reads more than once.
    """
    mine = _accounts(scope)
    ids = mine.values("id")
    transfers = Transfer.objects.filter(Q(debit__in=ids) | Q(credit__in=ids), kind__in=_MOVING)
    others = Account.objects.filter(
        Q(id__in=transfers.values("debit")) | Q(id__in=transfers.values("credit"))
    )
    shown = _shown(mine.union(others))
    yield 'option "title" "Jinlin"'
    for one in commodities():
        yield f"1970-01-01 commodity {one.code}"
        yield f"  name: {_text(str(one.name))}"
    for account in shown.values():
        yield f"{account.opened} open {account.name} {account.commodity.code}"
    last = date(1970, 1, 1)
    for transfer in transfers.order_by("position").iterator():
        last = _day(transfer.at)
        yield from _transaction(transfer, shown)
    yield from _closing(mine, shown, max([last, *(one.opened for one in shown.values())]) + timedelta(days=1))


def _accounts(scope: str) -> QuerySet[Account]:
    if COMMODITY.fullmatch(scope):
        return Account.objects.filter(commodity=commodity(scope).code)
    return under(scope)


def _shown(accounts: QuerySet[Account]) -> dict[int, _Shown]:
    known = {one.code: one for one in commodities()}
    return {
        one.id: _Shown(account_name(one.code, one.side), known[one.commodity_id], _day(one.opened_at))
        for one in accounts
    }


def account_name(code: str, side: str) -> str:
    """The code as beancount takes it: capitals at the beginning of its parts, and no underscores."""
    parts = (part[0].upper() + part[1:].replace("_", "--") for part in code.split("/"))
    return ":".join((_ROOTS[side], *parts))


def _transaction(one: Transfer, shown: Mapping[int, _Shown]) -> Iterator[str]:
    debit, credit = shown[one.debit], shown[one.credit]
    amount = debit.commodity.shown(one.amount)
    yield f"{_day(one.at)} * {_text(one.memo)}"
    yield f"  key: {_text(one.key)}"
    yield f"  {debit.name}  {amount} {debit.commodity.code}"
    yield f"  {credit.name}  -{amount} {debit.commodity.code}"


def _closing(accounts: QuerySet[Account], shown: Mapping[int, _Shown], day: date) -> Iterator[str]:
    for one in accounts.order_by("code"):
        name, counted, _ = shown[one.id]
        net = counted.shown(one.debits_posted - one.credits_posted)
        yield f"{day} balance {name}  {net} ~ 0 {counted.code}"  # exact: its own tolerance is one fen


def _day(at: datetime) -> date:
    return at.astimezone(clock.LOCAL).date()


def _text(text: str) -> str:
    """A text in quotation marks: beancount escapes these and the backslash, as JSON does."""
    return json.dumps(text, ensure_ascii=False)
