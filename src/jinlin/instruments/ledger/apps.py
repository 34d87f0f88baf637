"""Ledger 账本: double entry in any commodity."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "jinlin.instruments.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Make the effect `post` known."""
        from jinlin.instruments.ledger import effects

        effects.register()
