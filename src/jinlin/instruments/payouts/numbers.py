"""Numbers of claims as people write them: `1-200, 305`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote

_TO = re.compile(r"\s*[-–—~至]\s*")
_PART = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


class Span(NamedTuple):
    """Numbers from `first` to `last`, both included."""

    first: int
    last: int


def parse(text: str) -> list[Span]:
    """The spans that a text names, separated by commas or spaces; none for an empty text. BadInput else."""
    spans = []
    for part in re.split(r"[,，、;；\s]+", _TO.sub("-", text.strip())):
        found = _PART.fullmatch(part)
        if part and (found is None or int(found[2] or found[1]) < int(found[1])):
            raise BadInput(
                f"{quote(part)}不是申报编号；请写如 1-200, 305",
                f"{quote(part)} names no claims; write them as 1-200, 305",
            )
        if found:
            spans.append(Span(int(found[1]), int(found[2] or found[1])))
    return spans


def holds(spans: Sequence[Span], n: int) -> bool:
    """Whether one of the spans holds the number."""
    return any(one.first <= n <= one.last for one in spans)
