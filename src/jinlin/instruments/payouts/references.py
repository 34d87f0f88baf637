"""The reference under which the bank knows an attempt: case, instruction, attempt. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

_FORM = re.compile(r"P(\d{1,19})-(\d{1,9})-(\d{1,4})", re.ASCII)


class Reference(NamedTuple):
    """What a bank's answer names."""

    case: int
    instruction: int
    attempt: int

    def __str__(self) -> str:
        return f"P{self.case}-{self.instruction}-{self.attempt}"


def read(text: str) -> Reference | None:
    """The reference, if the text can be one of ours."""
    found = _FORM.fullmatch(text)
    return Reference(*map(int, found.groups())) if found else None
