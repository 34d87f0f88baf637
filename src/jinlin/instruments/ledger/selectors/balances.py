"""What stands on accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.entries import Balance
from jinlin.instruments.ledger.models import Account
from jinlin.instruments.ledger.selectors.commodities import commodity as commodity_named
from jinlin.lib.words import Words

_SUMS = ("debits_posted", "credits_posted", "debits_pending", "credits_pending")


class TrialBalance(NamedTuple):
    """The sums over all accounts of one commodity: what is debited is credited, posted and pending."""

    commodity: str
    accounts: int
    debits_posted: int
    credits_posted: int
    debits_pending: int
    credits_pending: int

    @property
    def holds(self) -> bool:
        """Whether debits equal credits."""
        return (self.debits_posted, self.debits_pending) == (self.credits_posted, self.credits_pending)


def balance(code: str) -> Balance:
    """What stands on one account. NotFound if it is not open."""
    found = Account.objects.filter(code=code).first()
    if found is None:
        raise refusals.no_account([code])
    return _balance(found)


def balances(prefix: str, after: str = "", limit: int | None = None) -> list[Balance]:
    """The account `prefix` and all below it, by code; all there are if it is empty.

    Whole parts of the path count: `case/12` is not the beginning of `case/123`. For paging, those whose code
    comes after `after`, at most `limit`.
    """
    found = under(prefix).filter(code__gt=after).order_by("code")[:limit]
    return [_balance(one) for one in found]


def balances_of(codes: Iterable[str]) -> dict[str, Balance]:
    """What stands on each of these accounts, by code: one query. An account that is not open is left out."""
    return {one.code: _balance(one) for one in Account.objects.filter(code__in=list(codes))}


def under(prefix: str) -> QuerySet[Account]:
    """The account of this code and all below it."""
    path = prefix.rstrip("/")
    if not path:
        return Account.objects.all()
    return Account.objects.filter(Q(code=path) | Q(code__startswith=f"{path}/"))


def trial_balance(commodity: str) -> TrialBalance:
    """The sums over all accounts of a commodity, from what stands on them.

    NotFound if it is not installed.
    """
    accounts = Account.objects.filter(commodity=commodity_named(commodity).code)
    sums: dict[str, Any] = {name: Coalesce(Sum(name), 0) for name in _SUMS}
    found = accounts.aggregate(**sums)
    return TrialBalance(commodity, accounts.count(), **{name: int(found[name]) for name in _SUMS})


def _balance(one: Account) -> Balance:
    name = Words(zh=one.zh, en=one.en)
    side: Any = one.side
    sums = (one.debits_posted, one.credits_posted, one.debits_pending, one.credits_pending)
    return Balance(one.code, one.commodity_id, side, name, one.no_overdraft, *sums)
