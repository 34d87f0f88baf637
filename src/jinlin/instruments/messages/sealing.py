"""What a message says lies under the key of its case."""

from __future__ import annotations

import json

from jinlin.instruments.messages.models import Message
from jinlin.kernel.cases.contents import Contents
from jinlin.lib.canonical import canonical
from jinlin.lib.words import Words

_ABOUT = "message"


def sealed(said: Words, contents: Contents) -> bytes:
    """The text as it is kept."""
    return contents.box().lock(canonical([said.zh, said.en]).encode(), contents.about(_ABOUT))


def said(message: Message, contents: Contents) -> Words:
    """The text again. CannotOpen under another key."""
    if message.sealed is None:
        return Words(zh=message.body_zh, en=message.body_en)
    zh, en = json.loads(contents.box().unlock(message.sealed, contents.about(_ABOUT)))
    return Words(zh=zh, en=en)
