"""Documents by which people show who they are, each with the form and the checks of its number.

A check proves form, never identity. Numbers for life are kept without the digits that count
renewals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from jinlin.lib import ids
from jinlin.lib.errors import BadInput
from jinlin.lib.text import narrow, trimmed
from jinlin.lib.words import Words

RESIDENT = "resident"
_LONGEST = 40
_BRACKETS = re.compile(r"[-()]")


class Kind(NamedTuple):
    """A kind of document: its name, how else lists call it, and what reads its number or gives ""."""

    name: Words
    called: tuple[str, ...]
    form: Words
    read: Callable[[str], str]


def check_identity(text: str, kind: str = "") -> str:
    """The number of a document of this kind, in capitals; without a kind that of an identity card, or of one
    of those that are numbered like it. BadInput with the form that was expected."""
    if kind in ("", RESIDENT):
        return _resident(text, named=bool(kind))
    found = KINDS[kind]
    number = found.read(_BRACKETS.sub("", narrow(text))) if len(text) <= _LONGEST else ""
    if not number:
        raise BadInput(
            f"{found.name.zh}号码{found.form.zh}", f"The number of a {found.name.en} {found.form.en}"
        )
    return number


def read_kind(text: str) -> str:
    """The kind of document that is named, in code or in words; "" if none is. BadInput."""
    plain = trimmed(text)
    for kind, found in KINDS.items():
        if plain in (kind, found.name.zh, found.name.en, *found.called):
            return kind
    if plain:
        listed = "、".join(one.name.zh for one in KINDS.values())
        raise BadInput(
            f"没有这种证件类型；可填：{listed}", f"There is no such document; known: {', '.join(KINDS)}"
        )
    return ""


def possible_numbers(text: str) -> tuple[str, ...]:
    """Every number that this may be, of whatever kind, as when somebody is sought. BadInput if it is none."""
    found = [number for kind in KINDS if (number := _tried(text, kind))]
    if not found:
        check_identity(text)
    return tuple(dict.fromkeys(found))


def _tried(text: str, kind: str) -> str:
    try:
        return check_identity(text, kind)
    except BadInput:
        return ""


def _resident(text: str, *, named: bool) -> str:
    try:
        return ids.check_resident_id(text)
    except BadInput as problem:
        if named or _is_like_a_card(text):
            raise
        raise BadInput(
            f"{problem.say.zh}；其他证件请写明证件类型",
            f"{problem.say.en}; of another document name its kind",
        ) from problem


def _is_like_a_card(text: str) -> bool:
    return len(text) <= _LONGEST and re.fullmatch(r"\d{17}[\dX]", narrow(text)) is not None


def _card_of(areas: str) -> Callable[[str], str]:
    def read(number: str) -> str:
        if re.match(areas, number) is None:
            return ""
        try:
            return ids.check_resident_id(number)
        except BadInput:
            return ""

    return read


def _formed(pattern: str) -> Callable[[str], str]:
    """What `pattern` finds in its first group."""
    form = re.compile(pattern, re.ASCII)
    return lambda number: found[1] if (found := form.fullmatch(number)) else ""


_OLD_PERMANENT = re.compile(r"([A-Z]{3}\d{4})(\d{2})(\d{2})(\d{2})\d{2}", re.ASCII)


def _permanent(number: str) -> str:
    """Since 2023 18 digits that begin with 9; before, 3 letters of the country and 12 digits."""
    found = _OLD_PERMANENT.fullmatch(number)
    if found is None:
        return _card_of("9")(number)
    try:
        date(1900 + int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return ""
    return number


KINDS: Mapping[str, Kind] = {
    RESIDENT: Kind(
        Words(zh="居民身份证", en="resident identity card"),
        ("身份证", "二代身份证"),
        Words(zh="应为18位", en="must be 18 characters"),
        _card_of(""),
    ),
    "residence_permit": Kind(
        Words(zh="港澳台居民居住证", en="residence permit of Hong Kong, Macau and Taiwan residents"),
        ("居住证", "港澳居民居住证", "台湾居民居住证"),
        Words(
            zh="应为18位，以810000、820000或830000开头",
            en="must be 18 characters and begin 810000, 820000 or 830000",
        ),
        _card_of("8[123]0000"),
    ),
    "hk_macau_permit": Kind(
        Words(zh="港澳居民来往内地通行证", en="mainland travel permit of Hong Kong and Macau residents"),
        ("回乡证", "港澳通行证", "港澳居民通行证"),
        Words(
            zh="应为H或M加8位数字，后可有2位换证次数",
            en="must be H or M and 8 digits, perhaps with 2 that count renewals",
        ),
        _formed(r"([HM]\d{8})(?:\d{2})?"),
    ),
    "taiwan_permit": Kind(
        Words(zh="台湾居民来往大陆通行证", en="mainland travel permit of Taiwan residents"),
        ("台胞证", "台湾通行证", "台湾居民通行证"),
        Words(
            zh="应为8位数字，后可有2位换证次数和1个字母",
            en="must be 8 digits, perhaps with 2 that count renewals and a letter",
        ),
        _formed(r"(\d{8})(?:\d{2}[A-Z]?)?"),
    ),
    "permanent_residence": Kind(
        Words(zh="外国人永久居留身份证", en="foreign permanent resident identity card"),
        ("永久居留证", "外国人永久居留证", "永居证"),
        Words(
            zh="应为9开头的18位，或3个字母加12位数字",
            en="must be 18 characters beginning with 9, or 3 letters and 12 digits",
        ),
        _permanent,
    ),
    "passport": Kind(
        Words(zh="护照", en="passport"),
        ("中国护照", "外国护照", "普通护照"),
        Words(
            zh="应为5至12位字母和数字，至少有4位数字",
            en="must be 5 to 12 letters and digits, at least 4 of them digits",
        ),
        _formed(r"((?=(?:[A-Z]*\d){4})[A-Z0-9]{5,12})"),
    ),
}
"""GB 11643-1999; 港澳台居民居住证申领发放办法 (2018); the permits' and cards' own notices; ICAO Doc 9303 for
passports, whose numbers are checked by nothing that a list holds."""
