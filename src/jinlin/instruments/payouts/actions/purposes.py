"""What a look at personal data is for: said by whoever looks, and journaled."""

from __future__ import annotations

from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean

SHORTEST = 2  # 评估 is one


def stated(purpose: str) -> str:
    """The purpose as the journal keeps it. BadInput if none was given."""
    why = clean(purpose, 200)
    if len(why) < SHORTEST:
        raise BadInput("请写明查看的用途", "Say for what purpose it is needed")
    return why
