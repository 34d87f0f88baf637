"""Messages: the outbox."""

from __future__ import annotations

from jinlin.instruments import apps


class MessagesConfig(apps.InstrumentConfig):
    name = "jinlin.instruments.messages"
    label = "outbox"
