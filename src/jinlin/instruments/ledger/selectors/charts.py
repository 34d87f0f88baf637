"""The accounts that packs plan."""

from __future__ import annotations

from jinlin.instruments.ledger.models import Chart
from jinlin.instruments.ledger.plans import AccountPlan
from jinlin.lib.errors import NotFound

_kept: tuple[int, dict[str, AccountPlan]] = (-1, {})


def plan(key: str, revision: int) -> AccountPlan:
    """The planned account `pack/name` as of the registry's `revision`. NotFound if no pack brought it."""
    global _kept
    if _kept[0] != revision:
        rows = Chart.objects.values_list("key", "plan")
        _kept = (revision, {name: AccountPlan.model_validate(one) for name, one in rows})
    if key not in _kept[1]:
        raise NotFound(
            f"没有账户设定 {key}。请装入其机制。", f"There is no planned account {key}. Install its pack."
        )
    return _kept[1][key]
