"""What a PDF says of itself: whether its signature holds, and which document it claims to be.

What was changed in it is not guessed: a file is the one that was issued, byte for byte, or it is not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LARGEST = 10 * 1024 * 1024
SIGNED = (b"/ByteRange", b"/SubFilter", b"/Type/Sig", b"/Type /Sig")
"""What stands in a file that bears a signature, or bore one before somebody was at it."""


class Seal(StrEnum):
    """How the signature of a file stands."""

    WHOLE = "whole"  # it holds, and covers all of the file
    APPENDED = "appended"  # it holds for the beginning of the file, and something was added after it
    BROKEN = "broken"  # what it covers was changed, or the signature itself cannot be read any more
    NONE = "none"  # the file is not signed
    UNREADABLE = "unreadable"  # this is not a PDF that can be read


class Look(NamedTuple):
    """What was seen of a file: its signature, who signed, and the verification code that it bears."""

    seal: Seal
    signed_by: str = ""
    code: str = ""


def look(pdf: bytes) -> Look:
    """Look at a file of at most `LARGEST` bytes, whatever it is. No certificate is trusted here: whether it
    is ours is told by the digest that the journal has."""
    if len(pdf) > LARGEST:
        return Look(Seal.UNREADABLE)
    from jinlin.instruments.documents.seals import look_inside  # pyHanko takes a second to load

    try:
        return look_inside(pdf)
    except Exception:  # a hostile file raises whatever it likes: it is altered if it was ever signed
        return Look(Seal.BROKEN if any(mark in pdf for mark in SIGNED) else Seal.UNREADABLE)
