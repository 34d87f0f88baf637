"""What the ledger does not take, said to whoever asked: nothing has moved."""

from __future__ import annotations

from jinlin.lib.errors import BadInput, KeyReused, NotFound, NotPossible
from jinlin.lib.text import quote
from jinlin.lib.words import Words


def bad(what: object, zh: str, en: str) -> BadInput:
    """A transfer, account or commodity, named as it was sent, that is not well formed."""
    name = quote(what if isinstance(what, str) else repr(what))
    return BadInput(f"账本不接受{name}：{zh}。", f"The ledger does not take {name}: {en}.")


def key_reused(key: str) -> KeyReused:
    """The key stands for another transfer, for ever."""
    return KeyReused(
        f"标识{quote(key)}已用于另一笔转账，本次没有记账。",
        f"The key {quote(key)} stands for another transfer; nothing was posted.",
        help=Words(
            zh="同一笔转账请原样重发，另一笔请用新标识。",
            en="Repeat a transfer as it was, or take a new key.",
        ),
    )


def no_account(codes: list[str]) -> NotFound:
    """Accounts that nobody has opened."""
    names = ", ".join(map(quote, codes[:5]))
    return NotFound(f"账本中没有账户 {names}。", f"The ledger has no account {names}.")


def no_commodity(codes: list[str]) -> NotFound:
    """Commodities that nobody has installed."""
    names = ", ".join(map(quote, codes[:5]))
    return NotFound(f"账本中没有计量 {names}。", f"The ledger knows no commodity {names}.")


def no_transfer(key: str) -> NotFound:
    """A key under which nothing was posted."""
    return NotFound(f"账本中没有转账{quote(key)}。", f"The ledger has no transfer {quote(key)}.")


def mixed(key: str, debit: str, credit: str) -> BadInput:
    """Two accounts that do not count the same."""
    return bad(key, f"{debit} 与 {credit} 不是同一计量", f"{debit} and {credit} are not of one commodity")


def not_held(key: str, of: str) -> NotFound:
    """A settle or a release of nothing."""
    return NotFound(
        f"{quote(key)}：这两个账户之间没有预留{quote(of)}。",
        f"{quote(key)}: there is no hold {quote(of)} between these two accounts.",
    )


def resolved(key: str, of: str) -> NotPossible:
    """A hold is resolved once."""
    return NotPossible(
        f"{quote(key)}：预留{quote(of)}已经了结。", f"{quote(key)}: the hold {quote(of)} is resolved already."
    )


def held_before(keys: list[str]) -> NotPossible:
    """A case uses the name of a hold once."""
    names = ", ".join(map(quote, keys[:5]))
    return NotPossible(
        f"此事项已用过同名的预留：{names}。", f"The case has used the name of this hold before: {names}."
    )


def receipt_before(receipts: list[str]) -> NotPossible:
    """A bank's receipt counts once."""
    numbers = ", ".join(map(quote, receipts[:5]))
    return NotPossible(
        f"进账单{numbers}已经登记过，没有再次记账；请核对进账单号。",
        f"The receipt {numbers} was recorded before, and nothing was posted; check its number.",
    )


def overdrawn(code: str, lacking: int) -> NotPossible:
    """There is less than what should leave; `lacking` in the smallest unit."""
    return NotPossible(
        f"账户 {code} 余额不足，差 {lacking}（最小单位），没有记账。",
        f"The account {code} lacks {lacking} (in its smallest unit); nothing was posted.",
    )


def overflowing(code: str) -> BadInput:
    """A balance that no bigint holds."""
    return bad(code, "余额超出可记的最大数", "its balance would be larger than the ledger can hold")
