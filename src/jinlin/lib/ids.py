"""Numbers of persons, organisations and phones. Their check characters prove form, never identity."""

from __future__ import annotations

import re
from datetime import date

from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.lib.text import narrow

_RESIDENT = re.compile(r"[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]", re.ASCII)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_FIRST_BIRTH_YEAR = 1800

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_USCC = re.compile(rf"[{_USCC_ALPHABET}]{{2}}\d{{6}}[{_USCC_ALPHABET}]{{10}}", re.ASCII)
_USCC_BASE = 31

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_AREA_CODE = re.compile(r"(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})", re.ASCII)
_LOCAL_OR_SERVICE = re.compile(r"[2-8]\d{6,7}|[48]00\d{7}", re.ASCII)
_MOBILE_WITH_COUNTRY = re.compile(r"(?:\+|00)?86(1[3-9]\d{9})", re.ASCII)
_BESIDE_DIGITS = re.compile("[-()./\u2010-\u2015\u2212\u30fb\u00b7]")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_LONGEST = 40


def check_resident_id(text: str) -> str:
    """公民身份号码 (GB 11643-1999): the 18 characters, X in capitals. BadInput with the reason otherwise."""
    number = _plain(text)
    found = _RESIDENT.fullmatch(number)
    if found is None:
        raise _wrong_id("应为18位，前17位是数字，末位是数字或X", "must be 17 digits and a digit or X")
    if not _was_born(*(int(part) for part in found.groups())):
        raise _wrong_id("其中的出生日期不存在", "holds a date of birth that does not exist")
    total = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, number[:17], strict=True))
    if number[17] != _RESIDENT_CHECKS[total % 11]:
        raise _wrong_id(
            "校验码不符，请核对各位数字", "has a check character that does not fit; compare the digits"
        )
    return number


def check_uscc(text: str) -> str:
    """统一社会信用代码 (GB 32100-2015): the 18 characters in capitals. BadInput with the reason otherwise."""
    code = _plain(text)
    if _USCC.fullmatch(code) is None:
        raise _wrong_uscc(
            "应为18位数字和大写字母（没有 I、O、S、V、Z），第3至8位是数字",
            "must be 18 digits and capitals without I, O, S, V, Z, the third to eighth being digits",
        )
    values = [_USCC_ALPHABET.index(character) for character in code]
    total = sum(value * pow(3, place, _USCC_BASE) for place, value in enumerate(values[:17]))
    if values[17] != -total % _USCC_BASE:
        raise _wrong_uscc("校验码不符，请核对", "has a check character that does not fit; compare it")
    return code


def check_phone(text: str) -> str:
    """A phone number: `13812345678`, `0592-5051234`, `6623456`, `4001234567` or `+85221234567`.

    Spaces, dashes, dots, brackets and +86 are left out. BadInput for everything else; short numbers as 110
    and extensions are not numbers at which a person is reached.
    """
    number = _home(_BESIDE_DIGITS.sub("", _plain(text)))
    if found := _AREA_CODE.fullmatch(number):
        return f"{found[1]}-{found[2]}"
    if not any(form.fullmatch(number) for form in (_MOBILE, _LOCAL_OR_SERVICE, _ABROAD)):
        raise BadInput(
            "这不是可联系的电话号码；请写如 13812345678、0592-5051234，境外号码以+开头",
            "This is not a phone number; write it as 13812345678 or 0592-5051234, or from abroad with +",
        )
    return number


def _home(number: str) -> str:
    """The number as it is dialled within China, if +86 stands before it: a mobile as it is, others with 0."""
    if found := _MOBILE_WITH_COUNTRY.fullmatch(number):
        return found[1]
    rest = number.removeprefix("+86") if number.startswith("+86") else number.removeprefix("0086")
    if rest == number or _MOBILE.fullmatch(rest) or (_LOCAL_OR_SERVICE.fullmatch(rest) and rest[1:3] == "00"):
        return rest
    return f"0{rest.removeprefix('0')}"


def _plain(text: str) -> str:
    """As copied from a form; nothing, if it is far too long for a number."""
    return narrow(text) if len(text) <= _LONGEST else ""


def _was_born(year: int, month: int, day: int) -> bool:
    try:
        birth = date(year, month, day)
    except ValueError:
        return False
    return birth.year >= _FIRST_BIRTH_YEAR and birth <= clock.today()


def _wrong_id(zh: str, en: str) -> BadInput:
    return BadInput(f"身份证号码{zh}", f"The resident identity number {en}")


def _wrong_uscc(zh: str, en: str) -> BadInput:
    return BadInput(f"统一社会信用代码{zh}", f"The unified social credit code {en}")
