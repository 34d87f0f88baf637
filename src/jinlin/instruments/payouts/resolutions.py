"""What kinds of exception there are besides the bank's, what each means, and how each can be resolved."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.instruments.payouts.bank.troubles import Trouble
from jinlin.lib.words import Words

OF_CLAIMS: Mapping[str, tuple[str, ...]] = {
    "same_person": ("keep_first", "add_up"),
    "same_account": ("agreed", "by_slip"),
    "over_pool": ("checked",),
}
OF_THE_BANK = ("clarified", "was_paid", "was_not_paid")

_SAYS = {
    "same_person": Words(
        zh="同一身份证号登记了两次：是同一笔录重的，保留先录的；是两笔投入的，合并相加",
        en="One person was entered twice: keep the first if it is one deposit, add up if it is two",
    ),
    "same_account": Words(
        zh="两人登记了同一个收款账号：请核对双方书面意见，或改为电子存单",
        en="Two people name one account: see what both have signed, or pay one of them by slip",
    ),
    "over_pool": Words(
        zh="一人的损失大于全部追回款：请核对金额",
        en="One loss is larger than all that was recovered: check it",
    ),
}


def ways(kind: str) -> tuple[str, ...]:
    """How an exception of this kind can be resolved."""
    return OF_CLAIMS.get(kind, OF_THE_BANK)


def says(kind: str) -> Words:
    """What it is, for the person who resolves it."""
    return _SAYS[kind] if kind in _SAYS else Trouble(kind).says
