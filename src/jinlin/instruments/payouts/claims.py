"""One row of a list of claims, read: pure. What cannot be read is named, and never guessed.

The name of each fault is for programs, its sentence for the person who mends the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jinlin.lib.errors import BadInput
from jinlin.lib.identity import check_identity, read_kind
from jinlin.lib.ids import check_phone
from jinlin.lib.lists import Row
from jinlin.lib.money import parse_fen
from jinlin.lib.names import name_of
from jinlin.lib.text import narrow, quote, trimmed, visible
from jinlin.lib.words import Words

LONGEST_NAME = 80
MOST_FEN = 10**13
"""A hundred thousand million yuan: no claim is larger, a slip of the hand is."""
VICTIM = "victim"


class Fault(NamedTuple):
    """What is wrong in one column."""

    name: str
    column: str
    say: Words


class Claimed(NamedTuple):
    """What one person claims; texts are empty where nothing was given. Amounts in fen."""

    name: str
    id_type: str
    id_no: str
    phone: str
    paid_in: int
    returned: int
    account: str
    bank_code: str
    tier: str

    @property
    def loss(self) -> int:
        """Paid in less what came back."""
        return self.paid_in - self.returned

    def personal(self) -> dict[str, str]:
        """What tells who it is, and where the money is to go."""
        return {part: getattr(self, part) for part in PERSONAL}


PERSONAL = ("name", "id_type", "id_no", "phone", "account", "bank_code")
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名",),
    "id_type": ("证件类型", "证件种类"),
    "id_no": ("身份证号", "身份证号码", "证件号码"),
    "phone": ("手机号", "联系电话"),
    "paid_in": ("投入金额", "投资金额"),
    "returned": ("已返还金额", "返还金额"),
    "account": ("收款账号", "银行账号"),
    "bank_code": ("开户行行号", "联行号"),
    "tier": ("清偿顺位",),
    "currency": ("币种",),
}
"""The columns of a list, each with the Chinese headings it goes by."""
NEEDED = ("name", "id_no", "paid_in")
CURRENCIES = frozenset({"", "CNY", "RMB", "人民币"})

_ACCOUNT = re.compile(r"\d{8,32}", re.ASCII)
_BANK_CODE = re.compile(r"\d{12}", re.ASCII)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)
_TOO_FINE = re.compile(r"[-¥\d,\s]*\.\d{3,}元?", re.ASCII)
_FOREIGN = re.compile(r"[$€£₩]|USD|HKD|EUR|GBP|JPY|KRW|TWD|MOP|美元|港币|港元|欧元|英镑|日元", re.IGNORECASE)
_IN_WORDS = re.compile(r"[〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟圆]|[A-Za-z]{3,}")


def read(row: Mapping[str, str], tiers: frozenset[str]) -> Claimed | list[Fault]:
    """The claim of a row by column, or everything that is wrong with it."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    readers = _readers(row) | {"tier": lambda text: _tier(text, tiers)}
    unread = row.faults if isinstance(row, Row) else {}
    faults += [Fault("cell", column, say) for column, say in unread.items()]
    for column, reader in readers.items():
        if column in unread:
            continue
        try:
            found[column] = reader(row.get(column, ""))
        except BadInput as wrong:
            name = wrong.name if isinstance(wrong, _Unread) else column
            faults.append(Fault(name, column, wrong.say))
    return faults or Claimed(**{part: found[part] for part in Claimed._fields})


def read_account(text: str) -> str:
    """An account number, or nothing. BadInput for what cannot be one."""
    return _digits(text, _ACCOUNT, "account")


def read_name(text: str) -> str:
    """A name. BadInput for none, and for what is too long."""
    return _name(text)


def read_bank_code(text: str) -> str:
    """The 12 digits of a bank's branch (联行号), or nothing. BadInput for what cannot be one."""
    return _digits(text, _BANK_CODE, "bank_code")


def read_person(row: Mapping[str, Any]) -> dict[str, str]:
    """Who somebody is and where money goes, without amounts, as of an heir. BadInput for what cannot be."""
    readers = _readers(row)
    return {part: readers[part](str(row.get(part) or "")) for part in PERSONAL}


class _Unread(BadInput):
    """What cannot be read, with the name of the reason."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.name = name


def amount(text: str) -> int:
    """An amount in yuan as fen. BadInput, by name, for three decimals, for less than nothing, for other
    currencies, for words, and for more than 100,000,000,000 yuan."""
    plain = unicodedata.normalize("NFKC", visible(text)).strip()
    if _PLAIN.fullmatch(plain) is None:
        _refuse_by_name(plain, text)
    fen = parse_fen(text, negative=True)
    if fen < 0:
        raise _Unread("amount_negative", f"金额不能为负：{quote(text)}", f"Below nothing: {quote(text)}")
    if fen > MOST_FEN:
        raise _Unread("amount_too_large", f"金额过大：{quote(text)}", f"Too large: {quote(text)}")
    return fen


def _refuse_by_name(plain: str, text: str) -> None:
    """What is no plain amount may still be one that `parse_fen` reads; these are not."""
    if _FOREIGN.search(plain):
        raise _Unread("amount_currency", f"不是人民币：{quote(text)}", f"Not in yuan: {quote(text)}")
    if _TOO_FINE.fullmatch(plain):
        raise _Unread(
            "amount_decimals", f"金额最多两位小数：{quote(text)}", f"At most two decimals: {quote(text)}"
        )
    if _IN_WORDS.search(plain):
        raise _Unread("amount_words", f"金额请用数字：{quote(text)}", f"Write it in figures: {quote(text)}")


def _currency(text: str) -> str:
    if text.strip().upper() not in CURRENCIES:
        raise _Unread("amount_currency", f"不是人民币：{quote(text)}", f"Not in yuan: {quote(text)}")
    return ""


def _name(text: str) -> str:
    return name_of(text, LONGEST_NAME)


def _digits(text: str, form: re.Pattern[str], name: str) -> str:
    digits = narrow(text) if len(text) <= LONGEST_NAME else text
    if digits and form.fullmatch(digits) is None:
        lengths = "8至32" if form is _ACCOUNT else "12"
        raise _Unread(
            name,
            f"应为{lengths}位数字（表格中请设为文本）：{quote(text)}",
            f"Must be {lengths} digits (format the column as text): {quote(text)}",
        )
    return digits


def _tier(text: str, tiers: frozenset[str]) -> str:
    tier = text.strip() or VICTIM
    if tier not in tiers:
        known = "、".join(sorted(tiers))
        raise _Unread("tier", f"没有这个清偿顺位；可填：{known}", f"No such tier; known: {known}")
    return tier


def _readers(row: Mapping[str, Any]) -> dict[str, Callable[[str], Any]]:
    """What reads each column; what an identity number must be depends on the document that the row names."""
    return _READERS | {"id_no": lambda text: _identity(text, str(row.get("id_type") or ""))}


def _identity(text: str, named: str) -> str:
    try:
        kind = read_kind(named)
    except BadInput:
        kind = ""  # told of its own column
    return check_identity(text, kind)


_READERS: dict[str, Callable[[str], Any]] = {
    "currency": _currency,
    "name": _name,
    "id_type": read_kind,
    "phone": lambda text: check_phone(text) if trimmed(text) else "",
    "paid_in": amount,
    "returned": lambda text: amount(text) if trimmed(text) else 0,
    "account": read_account,
    "bank_code": read_bank_code,
}
