"""Text from people: it is data, kept as it was written, and hidden where it tells who they are."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from jinlin.lib.errors import BadInput

_LINE_BREAK = re.compile("\r\n?")
# C0 and C1 controls without tab and line feed, and halves of surrogate pairs.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A long run in which combining marks may hide: none are in ASCII, Latin, Chinese, Hangul or full-width.
_PERHAPS_MARKS = re.compile("[^\x00-\u02ff\u3000-\u3029\u3100-\u9fff\uac00-\ud7ff\uff00-\uffef]{31,}")
_MOST_MARKS = 30  # on one letter: the stream-safe text format of Unicode, UAX #15 section 13
# The longest canonical decomposition of one NFC character has four.
_LONGEST_DECOMPOSITION = 4
_MOBILE = 11
_QUOTED = 40


def clean(text: str, max: int) -> str:
    """`text` in NFC with line feeds as line breaks; BadInput if it is longer than `max` characters.

    BadInput also for NUL and other control characters save tab, for halves of surrogate pairs, and for
    more than 30 combining marks on one letter.
    """
    if len(text) > max * _LONGEST_DECOMPOSITION + 2:
        raise _too_long(len(text), max)
    text = _LINE_BREAK.sub("\n", text)
    if found := _FORBIDDEN.search(text):
        raise BadInput(
            f"第{found.start() + 1}个字符（U+{ord(found[0]):04X}）不是可显示的文字，请删去",
            f"Character {found.start() + 1} (U+{ord(found[0]):04X}) is not text that can be shown; remove it",
        )
    if any(_is_piled_up(run[0]) for run in _PERHAPS_MARKS.finditer(text)):
        raise BadInput(
            "文字中有一处叠加了过多的附加符号，请删去",
            "Too many combining marks are piled on one letter; remove them",
        )
    text = unicodedata.normalize("NFC", text)
    if len(text) > max:
        raise _too_long(len(text), max)
    return text


def quote(text: str) -> str:
    """What somebody wrote, short and printable, for a sentence that says what is wrong with it."""
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text[:_QUOTED])
    return f"“{shown}…”" if len(text) > _QUOTED else f"“{shown}”"


def mask_name(name: str) -> str:
    """The first character, and a star for each other: 张** ; a single character is hidden whole."""
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def mask_phone(phone: str) -> str:
    """138****5678 for a mobile number; of every other number the last two digits at most."""
    if len(phone) == _MOBILE and phone.isdigit():
        return f"{phone[:3]}****{phone[-4:]}"
    shown = 2 if len(phone) > 4 else 0
    return "*" * (len(phone) - shown) + phone[len(phone) - shown :]


def mask_id(number: str) -> str:
    """The first and the last character of an identity number: place, birthday and sex stay hidden."""
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}" if len(number) > 4 else "*" * len(number)


def mask_text(text: str) -> str:
    """Three stars for any text, so that not even its length tells anything."""
    return "***" if text else ""


def _is_piled_up(text: str) -> bool:
    """Whether marks stand in a run so long that sorting them, as NFC does, takes its square in time."""
    runs = groupby(text, lambda one: unicodedata.combining(one) > 0)
    return any(marks and sum(1 for _ in run) > _MOST_MARKS for marks, run in runs)


def _too_long(length: int, max: int) -> BadInput:
    return BadInput(
        f"文字太长：最多{max}个字，现有{length}个",
        f"The text is too long: at most {max} characters, and it has {length}",
    )
