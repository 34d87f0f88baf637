"""Codes that people copy by hand or read out on the phone: one way to write them, one to read them."""

from __future__ import annotations

import re

from jinlin.lib.errors import BadInput
from jinlin.lib.text import narrow

# Digits and capitals without those that are read or heard as another: 0 O 1 I L 2 Z 5 S 8 B U.
# Of each pair the digit stays, except 0 and 1.
ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
_TAKEN_FOR = str.maketrans("ZSBU", "258V")
_BETWEEN = re.compile("[-_.,:;/|*'\"\u2010-\u2015\u2212\u00b7\u3001\u3002]")
_LONGEST = 80


def grouped(letters: str, group: int) -> str:
    """A code as it is shown: `7KQ4M-XR9AT-3HWCP`."""
    return "-".join(letters[at : at + group] for at in range(0, len(letters), group))


def read_code(text: str, groups: int, group: int) -> str:
    """A code as a person typed or pasted it, in the form in which it was given, or BadInput.

    Case, full width, dashes, spaces and invisible characters do not count; a letter that is not in codes is
    read as the one that it is taken for. 0, O, 1, I and L stand for nothing, so they are a slip.
    """
    plain = _BETWEEN.sub("", narrow(text)) if len(text) <= _LONGEST else ""
    code = plain.translate(_TAKEN_FOR)
    if len(code) != groups * group or not set(code) <= set(ALPHABET):
        length, example = groups * group, _EXAMPLE[groups, group]
        raise BadInput(
            f"查询码应为{length}位字母和数字，如 {example}；其中没有 0、O、1、I、L，请再看一遍",
            f"A code has {length} letters and digits, as {example}; 0, O, 1, I and L do not occur in it",
        )
    return grouped(code, group)


_EXAMPLE = {(3, 5): "7KQ4M-XR9AT-3HWCP", (3, 4): "7KQ4-XR9A-T3HW"}
