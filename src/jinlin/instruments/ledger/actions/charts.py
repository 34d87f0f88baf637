"""Bringing in the accounts that a pack plans."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.actions.commodities import install_commodity
from jinlin.instruments.ledger.models import Chart
from jinlin.instruments.ledger.plans import STANDARD, AccountPlan
from jinlin.kernel.registry import actions as registry


def install_accounts(pack: str, plans: Mapping[str, AccountPlan]) -> bool:
    """Make the planned accounts of a pack those of `plans`, and their commodities known; whether anything
    changed. Accounts that are open stay as they are. NotFound for a commodity that is none of `STANDARD`."""
    if unknown := sorted({one.commodity for one in plans.values()} - STANDARD.keys()):
        raise refusals.no_commodity(unknown)
    wanted = {f"{pack}/{name}": one.model_dump() for name, one in plans.items()}
    with registry.changing():
        mine = Chart.objects.filter(key__startswith=f"{pack}/")
        if {one.key: one.plan for one in mine} == wanted:
            return False
        for code in sorted({one.commodity for one in plans.values()}):
            install_commodity(code, *STANDARD[code])
        mine.exclude(key__in=wanted).delete()
        Chart.objects.bulk_create(
            [Chart(key=key, plan=plan) for key, plan in wanted.items()],
            update_conflicts=True, unique_fields=["key"], update_fields=["plan"],
        )  # fmt: skip
        registry.bump()
    return True
