"""What kinds of file come through a screen, and how far one is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal, NamedTuple

Kind = Literal["claims", "answers"]
WORKING = ("waiting", "wanted")
"""Stages in which the worker has something to do."""
LEASE = timedelta(minutes=10)
"""A worker that has given no sign of life for so long has died, and another takes over."""
KEPT = timedelta(days=1)


class UploadKind(NamedTuple):
    """The step that a file goes with, and the stage in which it begins: a list is only looked through at
    first, what a bank answered is booked."""

    step: str
    begins: str


KINDS: Mapping[str, UploadKind] = {
    "claims": UploadKind("register", "waiting"),
    "answers": UploadKind("answers", "wanted"),
}


def step_of(kind: str) -> str:
    """The step that a file of this kind goes with."""
    return KINDS[kind].step
