"""Messages: the outbox."""

from __future__ import annotations

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "jinlin.instruments.messages"
    label = "outbox"

    def ready(self) -> None:
        """Make the effect `send` known."""
        from jinlin.instruments.messages import effects

        effects.register()
