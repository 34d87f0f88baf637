"""What a check of the installation finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from jinlin.lib.words import Words


class Grade(StrEnum):
    """A fault is mended before people rely on the installation; an advice is for the operator to weigh."""

    FAULT = "fault"
    ADVICE = "advice"


class Finding(NamedTuple):
    """What is not as the guide says, and what helps."""

    grade: Grade
    says: Words
    helps: Words


Check = Callable[[], Iterator[Finding]]
"""Looks at one thing and yields what is wrong with it. What it cannot look at, it raises."""


def fault(zh: str, en: str, *, helps: Words) -> Finding:
    """Something that must be mended."""
    return Finding(Grade.FAULT, Words(zh=zh, en=en), helps)


def advice(zh: str, en: str, *, helps: Words) -> Finding:
    """Something that a careful operator would do otherwise."""
    return Finding(Grade.ADVICE, Words(zh=zh, en=en), helps)
