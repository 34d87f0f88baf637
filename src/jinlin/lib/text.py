"""Text from people: it is data, kept as it was written, and hidden where it tells who they are.

What passes `clean` can be written by every sink: XML 1.0, XLSX, CSV, PDF, iCalendar, JSON, HTML.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

import regex

from jinlin.lib.errors import BadInput

_LINE_BREAK = re.compile("\r\n?")
# The last two of every plane, and 32 more: they are for programs alone, and XML cannot write them.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
# C0 and C1 controls without tab and line feed, halves of surrogate pairs, and noncharacters.
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_FILLERS = "\u115f\u1160\u3164\uffa0"  # the only letters among what may be ignored
# What shows nothing: white space, what Unicode says may be ignored, and the empty Braille cell.
_INVISIBLE = r"[\s\p{Default_Ignorable_Code_Point}\u2800]"
_UNSEEN = regex.compile(rf"{_INVISIBLE}+")
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_BEFORE = regex.compile(rf"\A{_INVISIBLE}+")
# Variation selectors stay: they belong to the character before them.
_AFTER = regex.compile(rf"[{_INVISIBLE}--\p{{Variation_Selector}}]+\Z", regex.VERSION1)
# A long run in which combining marks may hide: none are in ASCII, Latin, Chinese, Hangul or full-width.
_PERHAPS_MARKS = re.compile("[^\x00-\u02ff\u3000-\u3029\u3100-\u9fff\uac00-\ud7ff\uff00-\uffef]{31,}")
_MOST_MARKS = 30  # on one letter: the stream-safe text format of Unicode, UAX #15 section 13
# The longest canonical decomposition of one NFC character has four.
_LONGEST_DECOMPOSITION = 4
_MOBILE = 11
_QUOTED = 40


def clean(text: str, max: int) -> str:
    """`text` in NFC with line feeds as line breaks and nothing invisible at its ends, which is "" if it shows
    nothing at all; BadInput if it is longer than `max` characters.

    BadInput also for NUL and other control characters save tab, for halves of surrogate pairs and
    noncharacters (The Unicode Standard, 23.7), and for more than 30 combining marks on one letter.
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
    text = trimmed(unicodedata.normalize("NFC", text))
    if len(text) > max:
        raise _too_long(len(text), max)
    return text


def is_plain(text: str) -> bool:
    """Whether `clean` would find no character to refuse."""
    return _FORBIDDEN.search(_LINE_BREAK.sub("\n", text)) is None


def writable(text: str) -> str:
    """`text` as every sink can write it: what `clean` refuses today may have been taken in before."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def trimmed(text: str) -> str:
    """`text` without white space and invisible characters at its ends."""
    if not text or (_shows(text[0]) and _shows(text[-1])):
        return text
    return _AFTER.sub("", _BEFORE.sub("", text))


def _shows(one: str) -> bool:
    """Whether it surely shows something: most texts begin and end so, and are looked at no further."""
    return one.isalnum() and one not in _FILLERS


def visible(text: str) -> str:
    """`text` without the invisible characters within it: what is searched and compared. White space stays."""
    return text if text.isascii() else _IGNORABLE.sub("", text)


def narrow(text: str) -> str:
    """A number or code as a form prints it: narrow capitals without white space and invisible characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", visible(text))).upper()


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


def bare_number(text: str) -> str:
    """The letters and digits of a number that people copy, as of a bank's receipt: what stays the same
    however it is typed. BadInput for none."""
    found = "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())
    if not found:
        raise BadInput("编号里没有字母或数字", "The number has no letter and no digit")
    return found
