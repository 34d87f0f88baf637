"""People entered twice become one; an account named by two people is used for one of them."""

from __future__ import annotations

from django.db.models import F

from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.models import Claim, Trouble
from jinlin.lib.errors import NotPossible


def keep_first(asked: Asked, trouble: Trouble) -> None:
    """One deposit was entered twice: the later entry goes, its amounts with it."""
    _merge(asked, trouble, add=False)


def add_up(asked: Asked, trouble: Trouble) -> None:
    """One person with two deposits: the later entry's amounts are added to the first."""
    _merge(asked, trouble, add=True)


def pay_by_slip(asked: Asked, trouble: Trouble) -> None:
    """The account is the other's: this person gets a deposit slip, for which no account is needed."""
    found = _claim(asked, trouble.claim)
    personal = asked.keeper.open(found.n, found.sealed) | {"account": "", "bank_code": "", "payee": ""}
    found.sealed, found.account_digest, found.way = asked.keeper.seal(found.n, personal), None, "slip"
    found.save(update_fields=["sealed", "account_digest", "way"])


def _claim(asked: Asked, n: int | None) -> Claim:
    return Claim.objects.get(case_id=asked.id, n=n or 0)


def _merge(asked: Asked, trouble: Trouble, *, add: bool) -> None:
    later = _claim(asked, trouble.claim)
    if later.had:
        raise NotPossible(
            f"申报{later.n}已分得款项，不能合并",
            f"Claim {later.n} has had a share already and cannot be merged",
        )
    if add:
        first = Claim.objects.filter(case_id=asked.id, n=trouble.other or 0)
        first.update(
            paid_in=F("paid_in") + later.paid_in,
            returned=F("returned") + later.returned,
            loss=F("loss") + later.loss,
        )
    later.standing, later.goes_on_in = "merged", trouble.other
    later.save(update_fields=["standing", "goes_on_in"])
