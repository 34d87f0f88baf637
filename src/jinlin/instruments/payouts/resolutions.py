"""What kinds of exception there are besides the bank's, what each means, and how each can be resolved."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.instruments.payouts.bank.troubles import Trouble
from jinlin.lib.words import Words

CONFIRMED = "confirmed"
_SECOND = (CONFIRMED, "refused")
OF_CLAIMS: Mapping[str, tuple[str, ...]] = {
    "same_person": ("keep_first", "add_up"),
    "same_account": ("agreed", "by_slip"),
    "over_pool": ("checked",),
    "payee_change": _SECOND,
    "heirs": _SECOND,
    "amount_change": _SECOND,
    "name_change": _SECOND,
    "answers_by_hand": _SECOND,
}
OF_THE_BANK = ("clarified", "was_paid", "was_not_paid")
BY_TWO = frozenset({"was_paid", "was_not_paid"})
"""What moves money by the bank's written word: one person brings the scan, a second one confirms it."""

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
    "payee_change": Words(
        zh="有人提出更换收款账户：请另一人核对证件和证明材料后确认，确认之前不付款",
        en="Another account was asked for: a second person looks at the papers; nothing is paid before",
    ),
    "heirs": Words(
        zh="有人提出按继承份额分列：请另一人核对公证书或者裁判文书后确认，确认之前不付款",
        en="Division among heirs was asked for: a second person looks at the deed; nothing is paid before",
    ),
    "amount_change": Words(
        zh="有人提出更正金额：请另一人核对证据后确认",
        en="Other amounts were asked for: a second person looks at the evidence",
    ),
    "name_change": Words(
        zh="有人提出更正姓名：请另一人核对证件后确认，确认之前不付款",
        en="Another name was asked for: a second person looks at the papers; nothing is paid before",
    ),
    "answers_by_hand": Words(
        zh="有人手工登记了银行回执：请另一人对照扫描件核对后确认，确认之前不记账",
        en="What the bank said was entered by hand: a second person holds it against the scan; nothing is "
        "booked before",
    ),
}


def ways(kind: str) -> tuple[str, ...]:
    """How an exception of this kind can be resolved."""
    return OF_CLAIMS.get(kind, OF_THE_BANK)


def says(kind: str) -> Words:
    """What it is, for the person who resolves it."""
    return _SAYS[kind] if kind in _SAYS else Trouble(kind).says
