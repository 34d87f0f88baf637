"""The end of a distribution: everything has arrived, or is kept for somebody by name."""

from __future__ import annotations

from django.db.models import F

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.free import free_pool
from jinlin.instruments.payouts.models import Claim, Instruction, Trouble
from jinlin.lib.errors import NotMet
from jinlin.lib.money import format_fen

_IN_THE_WAY = {
    "pool": ("还有款项未发出", "Money still waits to be sent"),
    "in_flight": ("还有款项在付款途中", "Money is still in flight"),
    "returned": ("还有退回的款项未处理", "Money that came back has not been dealt with"),
    "held": ("还有预留的款项，请发放或转入待领", "Money is still held; issue it or set it aside"),
}


def close(asked: Asked) -> Change:
    """Close the books of the distribution. NotMet says what still stands in the way."""
    case = asked.distribution.case_id
    for place, say in _IN_THE_WAY.items():
        if Instruction.objects.filter(case_id=case, place=place).exists():
            raise NotMet(*say)
    if Trouble.objects.filter(case_id=case, resolved_at=None).exists():
        raise NotMet("还有异常未处理", "There are open exceptions")
    rest = free_pool(case)
    owed = Claim.objects.filter(case_id=case, standing__in=("registered", "verified"), loss__gt=F("had"))
    if rest and owed.exists():
        raise NotMet(
            f"待分配款还有{format_fen(rest)}元，请再作一轮分配",
            f"{format_fen(rest)} yuan are left in the pool; share them out in a further round",
        )
    return Change(case, {"left_over": rest}, lambda: None)
