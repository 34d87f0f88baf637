"""What may stand in a field of a bank file, whoever wrote it: references, names, bank codes, amounts."""

from __future__ import annotations

import re
from datetime import date, datetime

from jinlin.lib.clock import LOCAL
from jinlin.lib.errors import BadInput
from jinlin.lib.money import FEN, format_fen
from jinlin.lib.text import quote

CURRENCY = "CNY"
LONGEST_REFERENCE = 35  # Max35Text of ISO 20022
LONGEST_ACCOUNT = 34  # Max34Text
LONGEST_NAME = 140  # Max140Text
MOST_FEN = 10**17  # eighteen digits, of which two are behind the point, hold what is below

# The characters of a reference that every bank passes on (ISO 20022 usage: no slash at either end, no two
# together); letters or digits at both ends, so that no spreadsheet takes one for a formula.
_REFERENCE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z/\-?:().,'+ ]{0,33}[0-9A-Za-z])?", re.ASCII)
_ACCOUNT = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,32}[0-9A-Za-z])?", re.ASCII)
_BANK_CODE = re.compile(r"\d{12}", re.ASCII)
_DATE = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))", re.ASCII
)
_TIME_OF_DAY = re.compile(r"(?:[T ]|(?<=日))\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_XML_AMOUNT = re.compile(r"\+?(\d{1,16})(?:\.(\d{1,2})0*)?", re.ASCII)
# What XML 1.0 forbids, the C1 controls, and line breaks and tabs, for which no field has room.
_NOT_TEXT = re.compile("[^ -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_reference(text: str) -> str:
    """A reference (端到端标识, message number): 1 to 35 characters that every bank passes on unchanged."""
    if _REFERENCE.fullmatch(text) is None or "//" in text:
        raise BadInput(
            f"业务参考号{quote(text)}应为1至35个字母、数字、空格或 /-?:().,'+ ，首尾为字母或数字，"
            "其中不得有连续的//",
            f"The reference {quote(text)} must be 1 to 35 letters, digits, spaces or /-?:().,'+ , with a "
            "letter or digit at both ends and no // within",
        )
    return text


def check_account(text: str) -> str:
    """An account number: 1 to 34 digits, letters and hyphens."""
    if _ACCOUNT.fullmatch(text) is None:
        raise BadInput(
            f"账号{quote(text)}应为1至34位数字、字母或连字符",
            f"The account number {quote(text)} must be 1 to 34 digits, letters or hyphens",
        )
    return text


def check_bank_code(text: str) -> str:
    """The 12 digits of a bank branch in CNAPS (联行号)."""
    if _BANK_CODE.fullmatch(text) is None:
        raise BadInput(f"联行号{quote(text)}应为12位数字", f"The bank code {quote(text)} must be 12 digits")
    return text


def check_text(text: str, longest: int = LONGEST_NAME) -> str:
    """A name or a purpose: 1 to `longest` characters that can stand in one field of XML and of CSV."""
    if found := _NOT_TEXT.search(text):
        raise BadInput(
            f"{quote(text)}的第{found.start() + 1}个字符（U+{ord(found[0]):04X}）不能写入银行文件，请删去",
            f"Character {found.start() + 1} (U+{ord(found[0]):04X}) of {quote(text)} cannot stand in a bank "
            "file; remove it",
        )
    if not text.strip() or len(text) > longest:
        raise BadInput(
            f"{quote(text)}应为1至{longest}个字，现有{len(text)}个",
            f"{quote(text)} must have 1 to {longest} characters, and it has {len(text)}",
        )
    return text


def check_fen(fen: int) -> int:
    """An amount that can be paid: more than nothing, and within eighteen digits."""
    if not 0 < fen < MOST_FEN:
        raise BadInput(
            f"付款金额须大于零且不超过17位：{fen}分",
            f"An amount to be paid must be more than nothing and have at most 17 digits: {fen} fen",
        )
    return fen


def as_yuan(fen: int) -> str:
    """Fen as bank files write them: 1234.56, two decimals, no grouping."""
    return format_fen(fen).replace(",", "")


def read_xml_amount(text: str) -> int:
    """An amount of ISO 20022, a decimal of up to five places, as fen. BadInput for a fraction of a fen."""
    found = _XML_AMOUNT.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            f"金额{quote(text)}应为不超过两位小数的正数",
            f"The amount {quote(text)} must be a number not below nothing, with at most two decimals",
        )
    return int(found[1]) * FEN + int((found[2] or "0").ljust(2, "0"))


def read_date(text: str) -> date:
    """A day as banks write it and spreadsheets save it again: 2026-11-24, 2026/1/5, 2026.1.5, 2026年1月5日,
    20261124, any of them with a time of the day after it."""
    written = text.strip()
    if (time := _TIME_OF_DAY.search(written)) and time.end() == len(written):
        written = written[: time.start()].rstrip()
    found = _DATE.fullmatch(written)
    try:
        if found is not None:
            year, month, day = (int(one) for one in found.groups() if one and one.isdigit())
            return date(year, month, day)
    except ValueError:
        pass  # no such day: refused below like every other text
    raise BadInput(f"{quote(text)}不是日期", f"{quote(text)} is not a day")


def read_moment(text: str) -> date:
    """The day in China of an ISODate or an ISODateTime; without an offset it is China's own time."""
    written = text.strip()
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return read_date(written[: len("2026-11-24")])
    return (at.astimezone(LOCAL) if at.tzinfo else at).date()


def as_one_line(text: str, longest: int) -> str:
    """Free text on one line, cut to `longest` characters. BadInput for what is no text at all."""
    line = " ".join(text.split())
    if line:
        check_text(line, len(line))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
