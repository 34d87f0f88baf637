"""What can be wrong with a line of the bank's: each an exception by name that a person resolves."""

from __future__ import annotations

from enum import StrEnum

from jinlin.lib.words import Words


class Trouble(StrEnum):
    """The name of an exception. `says` has the sentence for the person who resolves it."""

    NEVER_SENT = "never_sent"
    PAID_TWICE = "paid_twice"
    RETURNED_TWICE = "returned_twice"
    CALLED_DUPLICATE = "called_duplicate"
    OTHER_AMOUNT = "other_amount"
    OTHER_CURRENCY = "other_currency"
    SETTLED_AFTER_REJECTED = "settled_after_rejected"
    REJECTED_AFTER_SETTLED = "rejected_after_settled"
    RETURNED_AFTER_SETTLEMENT = "returned_after_settlement"
    RETURNED_BEFORE_SETTLEMENT = "returned_before_settlement"
    RETURN_REVERSED = "return_reversed"
    CAME_IN_UNCALLED = "came_in_uncalled"
    UNREADABLE = "unreadable"

    @property
    def says(self) -> Words:
        """What happened, and what the person does now."""
        return _SAYS[self]


_SAYS = {
    Trouble.NEVER_SENT: Words(
        zh="银行回执所指的业务参考号，本系统从未发出；请向银行查询该笔款项的来源",
        en="The bank names a reference that was never sent; ask the bank where the payment came from",
    ),
    Trouble.PAID_TWICE: Words(
        zh="银行对同一笔付款记账两次；请向银行查证，重复付出的应追回",
        en="The bank booked the same payment twice; ask the bank, and have what was paid too often recovered",
    ),
    Trouble.RETURNED_TWICE: Words(
        zh="银行对同一笔付款退汇两次；请向银行查证后再重新发放",
        en="The bank returned the same payment twice; ask the bank before it is issued again",
    ),
    Trouble.CALLED_DUPLICATE: Words(
        zh="银行称此笔付款重复而拒收，原付款可能仍有效；查明原付款结果前不得重新发放",
        en="The bank refused the payment as a duplicate, so the first may still be paid; "
        "do not issue it again until that is known",
    ),
    Trouble.OTHER_AMOUNT: Words(
        zh="银行回执的金额与发出的金额不同，未作任何变动；请向银行查证",
        en="The bank names another amount than was sent, and nothing was moved; ask the bank",
    ),
    Trouble.OTHER_CURRENCY: Words(
        zh="银行回执的币种不是人民币，未作任何变动；请向银行查证",
        en="The bank names another currency than the yuan, and nothing was moved; ask the bank",
    ),
    Trouble.SETTLED_AFTER_REJECTED: Words(
        zh="银行先称拒付，后又称已付；请以银行流水为准，查明前不得重新发放",
        en="The bank first refused the payment and then paid it; let the statement of account decide, "
        "and do not issue it again before",
    ),
    Trouble.REJECTED_AFTER_SETTLED: Words(
        zh="银行先称已付，后又称拒付；请以银行流水为准，查明前不得重新发放",
        en="The bank first paid and then refused the payment; let the statement of account decide, "
        "and do not issue it again before",
    ),
    Trouble.RETURNED_AFTER_SETTLEMENT: Words(
        zh="款项付出后被退回；请按退汇原因更正后重新发放",
        en="The money was paid and came back; correct what the reason names, then issue it again",
    ),
    Trouble.RETURNED_BEFORE_SETTLEMENT: Words(
        zh="银行称退汇，但尚未收到付款成功的回执；请等待付款回执或向银行索取",
        en="The bank returned a payment of whose settlement nothing has been heard; "
        "wait for that answer or ask the bank for it",
    ),
    Trouble.RETURN_REVERSED: Words(
        zh="银行冲销了一笔与此付款有关的入账：先前的退汇可能不成立；请向银行查证，查明前不得重新发放",
        en="The bank took back a credit that named this payment, so the return before it may be void; ask "
        "the bank, and do not issue it again before",
    ),
    Trouble.CAME_IN_UNCALLED: Words(
        zh="有一笔入账写着此付款的参考号，却没有标明是退汇；请向银行查证是不是退汇",
        en="Money came in under the reference of this payment without being called a return; ask the bank "
        "whether it is one",
    ),
    Trouble.UNREADABLE: Words(
        zh="银行回执中有一行无法读取；请核对原文件，必要时请银行重发",
        en="A line of the bank's answer cannot be read; look at the file, and ask the bank for it again",
    ),
}
