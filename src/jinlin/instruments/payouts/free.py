"""What of the pool is free: not promised to an instruction that waits to be sent."""

from __future__ import annotations

from django.db.models import Sum

from jinlin.instruments.ledger import selectors as ledger
from jinlin.instruments.payouts.models import Instruction
from jinlin.instruments.payouts.places import account


def free_pool(case: int) -> int:
    """The fen that a plan can share out now."""
    promised = Instruction.objects.filter(case_id=case, place="pool").aggregate(sum=Sum("amount"))["sum"]
    return ledger.balance(account(case, "pool")).net - (promised or 0)
