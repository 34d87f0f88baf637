"""What is sent to the ledger, looked at before anything is read or written: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinlin.instruments.ledger import refusals
from jinlin.instruments.ledger.entries import KINDS, MOST, RESOLVING, SIDES, NewAccount, Transfer
from jinlin.lib.text import clean
from jinlin.lib.words import Words

CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*(?:/[a-z0-9]+(?:[_-][a-z0-9]+)*)*")
COMMODITY = re.compile(r"[A-Z][A-Z0-9_-]{0,22}[A-Z0-9]")
LONGEST_CODE = 120
LONGEST_KEY = 120
LONGEST_MEMO = 200
LONGEST_NAME = 80
MOST_SCALE = 9


def by_key(transfers: Iterable[Transfer]) -> dict[str, Transfer]:
    """The transfers by their keys. The same twice is one; KeyReused for two under one key."""
    found: dict[str, Transfer] = {}
    for sent in transfers:
        one = _checked(sent)
        if found.setdefault(one.key, one) != one:
            raise refusals.key_reused(one.key)
    return found


def _checked(one: Transfer) -> Transfer:
    _check_key(one.key, one.key)
    _check_code(one.debit)
    _check_code(one.credit)
    if one.debit == one.credit:
        raise refusals.bad(one.key, "借贷不能是同一账户", "an account cannot pay itself")
    _check_amount(one)
    _check_kind(one)
    return one._replace(memo=_line(one.key, one.memo, LONGEST_MEMO)) if one.memo != "" else one


def account(one: NewAccount) -> NewAccount:
    """The account as it can be opened. BadInput for what is not well formed."""
    _check_code(one.code)
    commodity(one.commodity)
    if one.side not in SIDES or not isinstance(one.no_overdraft, bool):
        raise refusals.bad(
            one.code, "方向须为 debit 或 credit，透支须为是或否", "a side is `debit` or `credit`, and "
            "`no_overdraft` true or false",
        )  # fmt: skip
    return one._replace(name=names(one.code, one.name))


def commodity(code: str) -> str:
    """The code, if a commodity can have it: as beancount writes currencies."""
    if not isinstance(code, str) or not COMMODITY.fullmatch(code):
        raise refusals.bad(
            code, "计量代码须为 2 至 24 个大写字母或数字", "a commodity is 2 to 24 capitals or digits"
        )
    return code


def names(of: str, name: Words) -> Words:
    """The name in both languages, each one line."""
    return Words(zh=_line(of, name.zh, LONGEST_NAME), en=_line(of, name.en, LONGEST_NAME))


def _check_key(of: str, key: str) -> None:
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise refusals.bad(of, "标识须为 1 至 120 个可见字符", "a key has 1 to 120 visible characters")


def _check_code(code: str) -> None:
    if not isinstance(code, str) or len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        raise refusals.bad(
            code, "账户代码须如 case/123/pool：小写字母和数字，最长 120 个字符",
            "an account's code is like case/123/pool: small letters and digits, at most 120 characters",
        )  # fmt: skip


def _check_amount(one: Transfer) -> None:
    if type(one.amount) is not int or not 0 < one.amount <= MOST:  # a bool is an int, and no amount
        raise refusals.bad(
            one.key, f"金额须为 1 至 {MOST} 的整数（最小单位）",
            f"an amount is a whole number of the smallest unit from 1 to {MOST}",
        )  # fmt: skip


def _check_kind(one: Transfer) -> None:
    if one.kind not in KINDS:
        raise refusals.bad(one.key, f"种类须为 {'、'.join(KINDS)}", f"its kind is one of {', '.join(KINDS)}")
    if one.kind in RESOLVING:
        _check_key(one.key, one.of)
    elif one.of != "":
        raise refusals.bad(one.key, "只有了结预留才写 of", "only what resolves a hold names one in `of`")


def _line(of: str, text: str, longest: int) -> str:
    """The text as one line: `digests.py` stands on it."""
    line = clean(text, longest) if isinstance(text, str) else "\n"
    if "\n" in line or "\t" in line:
        raise refusals.bad(of, "文字须为一行", "a text is one line without tabs")
    return line
