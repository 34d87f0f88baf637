"""The grammar of `messages.yaml`: the texts that `send` sends."""

from __future__ import annotations

from jinlin.lib.words import Frozen, Words

# What a text may name in braces; nothing personal is among it.
PLACEHOLDERS = frozenset({"number", "title", "state", "due", "holder"})


class MessagesFile(Frozen):
    """`messages.yaml`."""

    messages: dict[str, Words]
