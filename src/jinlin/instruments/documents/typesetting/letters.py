"""Text from people, made such that it can be set: nothing of it is lost in silence.

A character that no font has stands as its code point, 〔U+2A6D6〕, and the foot of the page says so. What
has no shape of its own (controls, marks that turn the direction of writing) is left out: it can only
deceive. A run of letters longer than a line gets places where it may break.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

NEVER_SHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
KEPT = frozenset("\n\t")
MAY_BREAK = "\u200b"
LONGEST_RUN = 24
# A run without Chinese, in which nothing else lets a line break.
_RUN = re.compile(rf"[^\s\u2e80-\U000fffff]{{{LONGEST_RUN},}}")


class Letters:
    """Makes texts such that these fonts can set them, and remembers what they lack."""

    def __init__(self, has: frozenset[int]) -> None:
        self._has = has
        self.unshown: set[str] = set()

    def settable(self, value: Any) -> Any:
        """The value with every text in it, keys excepted, made settable."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {name: self.settable(one) for name, one in value.items()}
        return [self.settable(one) for one in value] if isinstance(value, list) else value

    def _text(self, text: str) -> str:
        plain = text if text.isascii() and text.isprintable() else "".join(map(self._letter, text))
        return _RUN.sub(_breakable, plain)

    def _letter(self, letter: str) -> str:
        if letter in KEPT or ord(letter) in self._has:
            return letter
        if unicodedata.category(letter) in NEVER_SHOWN:
            return ""
        self.unshown.add(letter)
        return f"〔U+{ord(letter):04X}〕"


def _breakable(run: re.Match[str]) -> str:
    text = run[0]
    return MAY_BREAK.join(text[at : at + LONGEST_RUN] for at in range(0, len(text), LONGEST_RUN))
