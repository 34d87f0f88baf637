"""What the codes of a distribution are called on its screens."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.instruments.payouts import claims
from jinlin.instruments.payouts.bank import reasons
from jinlin.instruments.payouts.holding import REASONS as HELD
from jinlin.instruments.payouts.places import NAMES as PLACES
from jinlin.lib.words import Words

STANDINGS: Mapping[str, Words] = {
    "registered": Words(zh="已登记", en="Registered"),
    "verified": Words(zh="已核实", en="Verified"),
    "excluded": Words(zh="不列入分配", en="Excluded"),
    "merged": Words(zh="已并入", en="Merged"),
    "divided": Words(zh="已分给继承人", en="Divided among heirs"),
}
STATES: Mapping[str, Words] = {
    "sent": Words(zh="已发出", en="Sent"),
    "pending": Words(zh="银行处理中", en="With the bank"),
    "accepted": Words(zh="银行已受理", en="Accepted"),
    "settled": Words(zh="已付", en="Paid"),
    "rejected": Words(zh="拒付", en="Rejected"),
    "returned": Words(zh="付后退回", en="Returned"),
    "return_early": Words(zh="先收到退汇", en="Return before payment"),
    "disputed": Words(zh="回执互相矛盾", en="Answers contradict"),
}
TROUBLES: Mapping[str, Words] = {
    "same_person": Words(zh="一人登记两次", en="One person twice"),
    "same_account": Words(zh="两人同一账号", en="One account, two people"),
    "over_pool": Words(zh="损失大于追回款", en="Loss over the pool"),
    "payee_change": Words(zh="更换收款账户，待确认", en="Another account, to be confirmed"),
    "heirs": Words(zh="按继承份额分列，待确认", en="Division among heirs, to be confirmed"),
    "amount_change": Words(zh="更正金额，待确认", en="Other amounts, to be confirmed"),
    "name_change": Words(zh="更正姓名，待确认", en="Another name, to be confirmed"),
    "answers_by_hand": Words(zh="手工登记的回执，待确认", en="Answers by hand, to be confirmed"),
    "never_sent": Words(zh="回执所指未曾发出", en="Never sent"),
    "paid_twice": Words(zh="重复付款", en="Paid twice"),
    "returned_twice": Words(zh="重复退汇", en="Returned twice"),
    "called_duplicate": Words(zh="银行称重复", en="Called a duplicate"),
    "other_amount": Words(zh="金额不符", en="Another amount"),
    "other_currency": Words(zh="币种不符", en="Another currency"),
    "settled_after_rejected": Words(zh="先拒后付", en="Rejected, then paid"),
    "rejected_after_settled": Words(zh="先付后拒", en="Paid, then rejected"),
    "returned_after_settlement": Words(zh="付后退汇", en="Returned after payment"),
    "returned_before_settlement": Words(zh="未付先退", en="Returned before payment"),
    "return_reversed": Words(zh="退汇又被冲销", en="Return taken back"),
    "came_in_uncalled": Words(zh="入账未标明退汇", en="Came in, not called a return"),
    "unreadable": Words(zh="回执无法读取", en="Unreadable"),
}
FILES: Mapping[str, Words] = {
    "transfer": Words(zh="转账文件", en="Transfers"),
    "slip": Words(zh="电子存单文件", en="Deposit slips"),
}
COLUMNS: Mapping[str, Words] = {"payee": Words(zh="收款人", en="payee")} | {
    name: Words(zh=titles[0], en=name.replace("_", " ")) for name, titles in claims.COLUMNS.items()
}
NAMES: Mapping[str, Mapping[str, Words]] = {
    "standings": STANDINGS, "states": STATES, "troubles": TROUBLES, "files": FILES, "columns": COLUMNS,
    "held": HELD, "places": PLACES,
}  # fmt: skip
"""All of them, for templates: `{{ code|called_in:names.states }}`."""


def why_failed(code: str) -> Words:
    """What a bank's reason means, and what helps."""
    found = reasons.classify(code)
    return Words(
        zh=f"{found.say.zh}（{code}）：{found.help.zh}", en=f"{found.say.en} ({code}): {found.help.en}"
    )
